/**
 * The shells that have a script, by name. All of them ask `capstan completion SHELL -- WORDS` for what may be at the
 * cursor.
 */
export const shellScripts: ReadonlyMap<string, string> = new Map([
  [
    'bash',
    `# capstan completion for bash. In ~/.bashrc: source <(capstan completion bash)
_capstan() {
  local line files=
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in *$'\\tfile' | *$'\\tfolder') files=1 ;; esac
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(capstan completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  # bash 3.2, as macOS has it, knows no compopt.
  type compopt >/dev/null 2>&1 || return 0
  if [[ -n $files ]]; then compopt -o filenames; fi
  if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == */ ]]; then compopt -o nospace; fi
}
complete -o nosort -F _capstan capstan 2>/dev/null || complete -F _capstan capstan
`,
  ],
  [
    'zsh',
    `#compdef capstan
# capstan completion for zsh. In ~/.zshrc, after compinit: source <(capstan completion zsh)
_capstan() {
  local line name
  local -a names texts folders
  for line in "\${(@f)$(capstan completion zsh -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}"; do
    name=\${line%%$'\\t'*}
    if [[ -z $name ]]; then
      continue
    elif [[ $line == *$'\\t'folder ]]; then
      folders+=("$name")
    else
      names+=("$name")
      if [[ $line == *$'\\t'?* ]]; then texts+=("$name  -- \${line#*$'\\t'}"); else texts+=("$name"); fi
    fi
  done
  (( \${#names} )) && compadd -l -d texts -a names
  (( \${#folders} )) && compadd -S '' -a folders
  (( \${#names} + \${#folders} ))
}
if [[ \${funcstack[1]} == _capstan ]]; then _capstan "$@"; else compdef _capstan capstan; fi
`,
  ],
  [
    'fish',
    `# capstan completion for fish: capstan completion fish > ~/.config/fish/completions/capstan.fish
function __capstan_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    capstan completion fish -- $before[2..-1] "$current" 2>/dev/null
end
complete -c capstan -f -a '(__capstan_complete)'
`,
  ],
]);
