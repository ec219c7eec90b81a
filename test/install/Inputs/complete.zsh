# Prints what zsh offers, one word a line, where the cursor stands after these words:
#   zsh -f complete.zsh FOLDER-OF-_neuroc "neuroc run --solver "
# A second shell, behind a pseudo-terminal, has the text typed into it and Tab pressed;
# in it `compadd`, by which every completion function answers, prints what it is given.
# That shell says with one word that it is ready for each thing typed. Each of these words
# is written to it in two parts, as its line editor shows again what is typed.
zmodload zsh/zpty || exit 1
folder=$1 typed=$2
setup=${TMPPREFIX}-$$-complete
trap 'rm -f $setup' EXIT
zpty shell zsh -f -i
reply_until() { # all that the shell says up to this word
  local all= part
  while zpty -r shell part; do
    all+=$part
    if [[ $all == *$1* ]]; then
      REPLY=$all
      return
    fi
  done
  print -r -u 2 -- "zsh ended before it said '$1'; it said:"$'\n'$all
  exit 1
}
{
  print -r -- "fpath=(${(q)folder} \$fpath)"
  cat <<'END'
unset zle_bracketed_paste
autoload -Uz compinit && compinit -u -D
bindkey '^I' complete-word
zstyle ':completion:*' list-prompt ''
zstyle ':completion:*' menu no
null-line () { }
zle -N null-line
bindkey '^M' null-line '^J' null-line
compadd () {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "$@"
    return
  fi
  local -a __hits __dscr
  builtin compadd -A __hits "$@"
  local __hit
  for __hit in $__hits; do print -r -- "offered<$__hit>"; done
  builtin compadd "$@"
}
comppostfuncs=(done-line)
done-line () { print -r -- "com""pleted" }
# The line editor is up and owns the terminal: only now is Tab a key.
zle-line-init () { print -r -- "lis""tening" }
zle -N zle-line-init
END
} > $setup
zpty -w shell "PS1= RPS1= PS2= ; unsetopt zle_bracketed_paste prompt_cr prompt_sp 2>/dev/null; source ${(q)setup}"
reply_until listening
zpty -w -n shell "$typed"$'\t'
reply_until completed
zpty -d shell
print -r -- $REPLY | tr -d '\r' | grep -o 'offered<[^>]*>' | sed 's/^offered<\(.*\)>$/\1/'
