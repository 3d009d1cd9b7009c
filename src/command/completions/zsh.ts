/** What zsh reads: asks `retort __complete` at each Tab. */
export const ZSH = `#compdef retort
# zsh completion for retort
_retort() {
  local program=\${(Q)words[1]} reply line own
  local -a lines candidates
  reply=$(\${program/#\\~/$HOME} __complete "\${(@Q)words[2,CURRENT-1]}" ".\${(Q)PREFIX}" 2>/dev/null) || return 1
  lines=("\${(@f)reply}")
  own=\${lines[-1]}
  for line in "\${(@)lines[1,-2]}"; do
    if [[ $line == *$'\\t'* ]]; then
      candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    else
      candidates+=("\${line//:/\\\\:}")
    fi
  done
  if [[ $own == (:file|:directory) && $PREFIX == --*=* ]]; then compset -P 1 '*='; fi
  case $own in
    :file) _files ;;
    :directory) _files -/ ;;
    *) _describe -V retort candidates ;;
  esac
}
if [[ \${funcstack[1]} == _retort ]]; then
  _retort "$@"
else
  compdef _retort retort
fi
`;
