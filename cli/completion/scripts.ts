import { candidatesScript } from "./candidates-script.ts";
import type { CommandOffers } from "./offers.ts";

type Script = (offers: readonly CommandOffers[]) => string;

/** Where readline splits a word at `=`, the sign is a word of its own, and a value after it is another. */
const bashScript: Script = (offers) => `# Completion of atoll for bash.
${candidatesScript(offers)}
_atoll() {
  local current=\${COMP_WORDS[COMP_CWORD]} line
  [ "$current" = = ] && current=
  COMPREPLY=()
  while IFS= read -r line; do
    line=\${line%%$'\\t'*}
    [ "$line" = :path ] && continue
    case "$line" in "$current"*) COMPREPLY+=("$line") ;; esac
  done < <(_atoll_candidates "\${COMP_WORDS[@]:1:COMP_CWORD-1}" "$current")
}
# What has no candidates is completed with files.
complete -o bashdefault -o default -F _atoll atoll
`;

const zshScript: Script = (offers) => `#compdef atoll
# Completion of atoll for zsh.
${candidatesScript(offers)}
_atoll_lines() {
  emulate -L sh
  _atoll_candidates "$@"
}

_atoll() {
  local line word
  local -a found
  for line in "\${(@f)$(_atoll_lines "\${(@)words[2,CURRENT]}")}"; do
    if [[ $line == :path ]]; then
      _files
      return
    fi
    word=\${line%%$'\\t'*}
    [[ -z $word ]] || found+=("\${word//:/\\\\:}\${\${line#$word}/$'\\t'/:}")
  done
  _describe atoll found
}

if [[ \${funcstack[1]} == _atoll ]]; then _atoll "$@"; else compdef _atoll atoll; fi
`;

const fishScript: Script = (offers) => `# Completion of atoll for fish.
function __atoll_candidates
  set -l words (commandline -opc) (commandline -ct)
  set -l found (sh -c ${fishQuoted(`${candidatesScript(offers)}_atoll_candidates "$@"`)} sh $words[2..-1])
  if test "$found" = :path
    __fish_complete_path (commandline -ct)
  else
    printf '%s\\n' $found
  end
end
complete -c atoll -f -a '(__atoll_candidates)'
`;

/** The script of each shell. */
export const SCRIPTS: Readonly<Record<"bash" | "zsh" | "fish", Script>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** Between single quotes, fish knows two escapes. */
function fishQuoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
