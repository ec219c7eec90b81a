# Completion of neuroc (and nc, where that is Neuro's) for bash.

_neuroc() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= k
  local commands="check fmt run emit build seal report profile cache explain help version"
  local compile="--precision --solver --without"
  local running="--set --dt --layout --accumulate --seed --threads"
  local caching="--cache --no-cache"
  for ((k = 1; k < COMP_CWORD; ++k)); do
    if [[ " $commands " == *" ${COMP_WORDS[k]} "* ]]; then
      command=${COMP_WORDS[k]}
      break
    fi
  done
  COMPREPLY=()
  case $previous in
  --precision) COMPREPLY=($(compgen -W "f32 f64 auto" -- "$word")); return ;;
  --solver)
    COMPREPLY=($(compgen -W "auto exact exponential_euler rosenbrock rk4 rk45 heun euler" -- "$word"))
    return ;;
  --without)
    COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" help passes 2>/dev/null | sed -n 's/^  \([a-z-]*\) .*/\1/p')" -- "$word"))
    return ;;
  --layout)
    COMPREPLY=($(compgen -W "auto rows rows-i16 rows-i8 bits dense one-to-one all-to-all convolution procedural" -- "$word"))
    return ;;
  --accumulate) COMPREPLY=($(compgen -W "auto integer" -- "$word")); return ;;
  --format) COMPREPLY=($(compgen -W "csv npz" -- "$word")); return ;;
  --engine) COMPREPLY=($(compgen -W "compiled reference" -- "$word")); return ;;
  --emit) COMPREPLY=($(compgen -W "object c" -- "$word")); return ;;
  --cpu | --processor)
    COMPREPLY=($(compgen -W "native x86-64 x86-64-v2 x86-64-v3 x86-64-v4" -- "$word")); return ;;
  --phase)
    COMPREPLY=($(compgen -W "ast neuro solved spike placed plan loops llvm asm" -- "$word")); return ;;
  --cache | --out) COMPREPLY=($(compgen -d -- "$word")); return ;;
  --plot | --cc | -o) COMPREPLY=($(compgen -f -- "$word")); return ;;
  --set | --dt | --looks | --seed | --threads) return ;;
  esac
  local options="-h --help"
  case $command in
  "") COMPREPLY=($(compgen -W "$commands $options --version" -- "$word")); return ;;
  check) options+=" --syntax" ;;
  fmt) options+=" -i --in-place --check" ;;
  run)
    options+=" $compile $running $caching --out --format --plot --no-plot --engine --json -q --quiet --time" ;;
  emit) options+=" $compile $running --phase -o" ;;
  build)
    options+=" $compile -o --emit --set --dt --looks --accumulate --seed --main --shared --exe --cpu --processor --cc -q --quiet" ;;
  seal) ;;
  report) options+=" $compile $running $caching" ;;
  profile) options+=" $compile $running $caching --json --all --machine" ;;
  cache) options+=" --clear --cache --json" ;;
  explain) ;;
  help) options+=" passes" ;;
  version) ;;
  esac
  if [[ $command == seal && $word != -* ]]; then
    COMPREPLY=($(compgen -f -- "$word"))
  elif [[ $word == -* || $command == help || $command == cache ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  else
    COMPREPLY=($(compgen -f -X '!*.neuro' -- "$word") $(compgen -d -S / -- "$word"))
    compopt -o nospace -o filenames 2>/dev/null
  fi
}
complete -F _neuroc neuroc
