#!/usr/bin/env bash
# The house stands: arrows run app -> server -> common, common and server know no screen, no file is over 500 lines.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
failed=0

# must_not FOLDER PATTERN WHY: no #include in FOLDER may match PATTERN.
must_not() {
    local found
    found=$(grep -rnE "^ *# *include *[<\"]($2)" $1 --include='*.h' --include='*.cpp') || return 0
    printf '%s: %s\n%s\n' "$1" "$3" "$found"
    failed=1
}

screen='Q(tWidgets|tGui|tSvg|Widget|Application|GuiApplication|MainWindow|Dialog|Graphics|Painter|Image|Pixmap|Color|Font)[/A-Za-z]*'
must_not common "app/|server/" "includes what stands above it"
must_not common "$screen" "knows a screen"
must_not common "Q(tNetwork|tSql|tWebSockets|Tcp|WebSocket|Network|Sql|File|Dir|SaveFile)[/A-Za-z]*" "knows a socket or a file"
must_not server "app/" "includes what stands above it"
must_not server "$screen" "knows a screen"
must_not server/room "Q(Tcp|WebSocket|Network|Sql|Thread|File)[A-Za-z]*" "the room is pure"

# Within the app a folder includes only what its row names, and the table has no circles: each row names rows above it.
app_folders='
settings:
widgets: settings
session: settings
rooms: session
render:
images: session render
files: images render
view: session images render
editing: session files render
tools: session render view editing widgets
panels: settings session render view editing tools widgets
dialogs: session rooms files panels widgets
window: settings session rooms images files render view editing tools panels dialogs widgets
'
seen=
while IFS=: read -r folder allowed; do
    [ -n "$folder" ] || continue
    for one in $allowed; do
        [[ " $seen " == *" $one "* ]] || { echo "arrows.sh: $folder may include $one, which stands below it"; failed=1; }
    done
    seen+=" $folder"
    found=$(grep -rnE '^ *# *include *"app/' "app/$folder" --include='*.h' --include='*.cpp' |
        grep -vE "\"app/($folder$(printf '|%s' $allowed))/")
    [ -z "$found" ] || { printf 'app/%s may include only: %s\n%s\n' "$folder" "$allowed" "$found"; failed=1; }
done <<<"$app_folders"
for folder in app/*/; do
    [[ " $seen " == *" $(basename "$folder") "* ]] || { echo "arrows.sh: $folder is not in the table"; failed=1; }
done
must_not "app common server" '\.\./' "includes across by a relative path"

links=$(sed -n '/target_link_libraries(sketchroom_host/,/)/p;/target_link_libraries(sketchroom-server/,/)/p' server/CMakeLists.txt)
if grep -qE 'Qt6::(Gui|Widgets|Svg)' <<<"$links"; then
    echo "server/CMakeLists.txt: the host links a screen"
    failed=1
fi

while read -r file; do
    lines=$(wc -l <"$file")
    if [ "$lines" -gt 500 ]; then
        echo "$file: $lines lines; 500 is the most"
        failed=1
    fi
done < <(find app common server -name '*.cpp' -o -name '*.h')

# A kind that is forgotten is to be found by the compiler, and not to become another one.
defaults=$(find app common server -name '*.cpp' -o -name '*.h' | xargs awk '
    /switch \(.*(kind|family)\)/ { match($0, /^ */); indent = RLENGTH; inside = 1 }
    inside && /^ *default:/ { print FILENAME ":" FNR ": a switch over kinds has a default" }
    inside && /^ *}/ { match($0, /^ */); if (RLENGTH == indent) inside = 0 }')
if [ -n "$defaults" ]; then
    echo "$defaults"
    failed=1
fi

[ "$failed" -eq 0 ] && echo "arrows: all run one way"
exit "$failed"
