/** What PowerShell reads: asks `retort __complete` at each Tab. */
export const POWERSHELL = `# PowerShell completion for retort
Register-ArgumentCompleter -Native -CommandName retort, retort.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($_.Value -is [string]) { $_.Value } else { $_.Extent.Text } })
    $program = $words[0]
    $before = @($words | Select-Object -Skip 1)
    $lines = @(& $program __complete @before ".$wordToComplete" 2>$null)
    foreach ($line in $lines | Select-Object -SkipLast 1) {
        $text, $summary = $line -split "\`t", 2
        if (-not $summary) { $summary = $text }
        [System.Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $summary)
    }
}
`;
