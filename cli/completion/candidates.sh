# Functions in the language that all shells of the family of sh share. _atoll_candidates takes the words after atoll up
# to the one under the cursor, and prints what may stand there: a line for each, with a tab before what it is, or :path
# where the shell itself knows best. What atoll offers stands in the functions before these.
_atoll_entries() {
  for _atoll_folder in "$@"; do
    for _atoll_file in "$_atoll_inventory/$_atoll_folder"/*.yaml; do
      _atoll_file=${_atoll_file##*/}
      _atoll_file=${_atoll_file%.yaml}
      case "$_atoll_file" in
        '' | *[!a-z0-9-]*) ;;
        *) printf '%s\n' "$_atoll_file" ;;
      esac
    done
  done
}

_atoll_accounts() {
  [ -r "$_atoll_inventory/fleet.yaml" ] || return 0
  _atoll_inside=''
  while IFS= read -r _atoll_line; do
    case "$_atoll_line" in
      accounts:*) _atoll_inside=yes ;;
      [!\ \#]*) _atoll_inside='' ;;
      '  '[a-z]*:*)
        _atoll_line=${_atoll_line%%:*}
        [ -z "$_atoll_inside" ] || printf '%s\n' "${_atoll_line#  }" ;;
    esac
  done < "$_atoll_inventory/fleet.yaml"
}

_atoll_words() {
  case "$1" in
    =*) for _atoll_word in ${1#=}; do printf '%s\n' "$_atoll_word"; done ;;
    stack) _atoll_entries clusters regions links ;;
    cluster) _atoll_entries clusters ;;
    tenant) _atoll_entries tenants ;;
    account) _atoll_accounts ;;
    revision) echo HEAD; git for-each-ref --format='%(refname:short)' 2> /dev/null ;;
    path) echo :path ;;
  esac
}

_atoll_candidates() {
  _atoll_inventory=inventory _atoll_path='' _atoll_count=0 _atoll_kind='' _atoll_many='' _atoll_option=''
  while [ $# -gt 1 ]; do
    case "$1" in
      =) ;;
      --*=*) case "$1" in --inventory=*) _atoll_inventory=${1#*=} ;; esac ;;
      -*) _atoll_option=$1; _atoll_value "$_atoll_path" "$1" ;;
      *)
        if [ -n "$_atoll_kind" ]; then
          case "$_atoll_option" in -i | --inventory) _atoll_inventory=$1 ;; esac
          [ -n "$_atoll_many" ] || _atoll_kind=''
        else
          if _atoll_is_command "$_atoll_path${_atoll_path:+ }$1"; then
            _atoll_path="$_atoll_path${_atoll_path:+ }$1"
          else
            _atoll_count=$((_atoll_count + 1))
          fi
        fi ;;
    esac
    shift
  done
  case "$1" in
    -*) _atoll_options "$_atoll_path"; return ;;
  esac
  if [ -n "$_atoll_kind" ]; then
    _atoll_words "$_atoll_kind"
    return
  fi
  [ "$_atoll_count" -gt 0 ] || _atoll_commands "$_atoll_path"
  _atoll_argument "$_atoll_path" "$_atoll_count"
  _atoll_words "$_atoll_kind"
}
