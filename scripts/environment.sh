# The environment of the scripts: sourced, never run by itself.
# make_environment EXTRAS finds Python 3.11+, makes .venv where it is missing, and installs wirecopy with these extras
# where the project file or the extras have changed since. Leaves the folder of the environment in $venv.

venv=${VENV:-.venv}

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
    if command -v "$candidate" > /dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' > /dev/null 2>&1; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  echo 'Python 3.11 or newer is needed; install it, or name it: PYTHON=/path/to/python3 scripts/...' >&2
  return 1
}

make_environment() {
  local extras=$1 python stamp wanted
  if ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' > /dev/null 2>&1; then
    python=$(find_python)
    echo "making $venv with $($python --version)" >&2
    "$python" -m venv "$venv"
  fi
  stamp=$venv/.wirecopy-$extras
  wanted=$(cksum pyproject.toml)
  if [[ ! -f $stamp || $(< "$stamp") != "$wanted" ]]; then
    echo "installing wirecopy[$extras] and what it needs into $venv; this takes a minute or so" >&2
    # -qq: errors only; pip warns of every index and cache folder that it does not like
    PIP_DISABLE_PIP_VERSION_CHECK=1 "$venv/bin/python" -m pip install -qq -e ".[$extras]"
    printf '%s\n' "$wanted" > "$stamp"
  fi
}
