/** What bash reads: asks `retort __complete` at each Tab. */
export const BASH = `# bash completion for retort
_retort() {
  # Bash cuts words at = : @ too; what is not parted by white space is one word to retort.
  local rest=\${COMP_LINE:0:COMP_POINT} words=() index piece
  for ((index = 0; index <= COMP_CWORD; index++)); do
    if [[ $index -eq 0 || $rest == [[:space:]]* ]]; then
      rest=\${rest#"\${rest%%[![:space:]]*}"}
      words+=("")
    fi
    piece=\${COMP_WORDS[index]:0:\${#rest}}
    words[\${#words[@]} - 1]+=$piece
    rest=\${rest:\${#piece}}
  done
  for index in "\${!words[@]}"; do
    case \${words[index]} in
      \\'*\\' | \\"*\\") words[index]=\${words[index]:1:\${#words[index]} - 2} ;;
      *) words[index]=\${words[index]//\\\\/} ;;
    esac
  done
  local current=\${words[\${#words[@]} - 1]} program=\${words[0]/#\\~/$HOME} reply
  reply=$("$program" __complete "\${words[@]:1:\${#words[@]} - 2}" ".$current" 2>/dev/null) || return

  # Bash replaces only what follows the last = or : and from the last @ on.
  local kept=$current tail line
  while [[ -n $kept ]]; do
    tail=\${kept: -1}
    if [[ $tail == [=:] && $COMP_WORDBREAKS == *"$tail"* ]]; then break; fi
    kept=\${kept%?}
    if [[ $tail == @ && $COMP_WORDBREAKS == *@* ]]; then break; fi
  done
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :file) compopt -o default 2>/dev/null || IFS=$'\\n' read -r -d '' -a COMPREPLY < <(compgen -f -- "\${current#"$kept"}") ;;
      :directory) compopt -o dirnames 2>/dev/null || IFS=$'\\n' read -r -d '' -a COMPREPLY < <(compgen -d -- "\${current#"$kept"}") ;;
      :) ;;
      *)
        line=\${line%%$'\\t'*}
        COMPREPLY+=("\${line#"$kept"}")
        ;;
    esac
  done <<<"$reply"
}
complete -F _retort retort
`;
