# Prints what zsh offers, one word a line, where the cursor stands after these words:
#   zsh -f complete.zsh FOLDER-OF-_neuroc "neuroc run --solver "
# A second shell, behind a pseudo-terminal, has the text typed into it and Tab pressed;
# in it `compadd`, by which every completion function answers, prints what it is given.
zmodload zsh/zpty || exit 1
folder=$1 typed=$2
zpty shell zsh -f -i
reply_until() { # all that the shell says up to this text
  local all= part
  while zpty -r shell part; do
    all+=$part
    [[ $all == *$1* ]] && break
  done
  REPLY=$all
}
zpty -w shell "PS1= RPS1= PS2= ; stty -echo 2>/dev/null; unsetopt zle_bracketed_paste prompt_cr prompt_sp 2>/dev/null; print -r -- rea''dy"
reply_until $'ready'
setup=$(cat <<'END'
unset zle_bracketed_paste
fpath=($FOLDER $fpath)
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
END
)
print -r -- "FOLDER=${(q)folder}"$'\n'$setup > ${TMPPREFIX}-$$-setup
zpty -w shell "source ${TMPPREFIX}-$$-setup; print -r -- set''up"
reply_until setup
rm -f ${TMPPREFIX}-$$-setup
zpty -w -n shell "$typed"$'\t'
reply_until completed
zpty -d shell
print -r -- $REPLY | tr -d '\r' | grep -o 'offered<[^>]*>' | sed 's/^offered<\(.*\)>$/\1/'
