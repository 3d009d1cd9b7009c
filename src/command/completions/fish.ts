/** What fish reads: asks `retort __complete` at each Tab. */
export const FISH = `# fish completion for retort
function __retort_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program (string replace -r '^~' $HOME -- $words[1])
    set -l lines ($program __complete $words[2..-1] .$current 2>/dev/null)
    or return
    if test (count $lines) -gt 1
        printf '%s\\n' $lines[1..-2]
    end
    set -l lead (string match -r '^--[^=]*=' -- $current)
    set -l typed (string replace -r '^--[^=]*=' '' -- $current)
    switch $lines[-1]
        case :file
            __fish_complete_path $typed | string replace -r -- '^' "$lead"
        case :directory
            __fish_complete_directories $typed | string replace -r -- '^' "$lead"
    end
end
complete -c retort -e
complete -c retort -f -k -a '(__retort_complete)'
`;
