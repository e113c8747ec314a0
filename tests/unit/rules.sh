#!/usr/bin/env bash
# Every numbered rule of PROTOCOL.md is quoted by a test: in its name (J9_resume…) or in a comment of it (// J12).
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
protocol=common/protocol/PROTOCOL.md
failed=0

# Rules that no test quotes yet. One that is quoted has to leave this list.
unquoted=()

rules=$(grep -oE '^- \*\*[A-Z][0-9]+\*\*' "$protocol" | grep -oE '[A-Z][0-9]+')
if [ -z "$rules" ]; then
    echo "$protocol: no rules found"
    exit 1
fi
twice=$(sort <<<"$rules" | uniq -d)
if [ -n "$twice" ]; then
    echo "$protocol: used for two rules: $twice"
    failed=1
fi

# All numbers that tests quote. The _L1 behind a string is none.
quoted=$(grep -rhoP '(?<![A-Za-z0-9_])[A-Z][1-9][0-9]*(?![A-Za-z0-9])' tests --include='*.cpp' --include='*.h' | sort -u)

# What a test is named after has to be a rule.
for name in $(grep -rhoP 'void \K[TJSEPCHXL][0-9]+(?=_)' tests --include='*.cpp' | sort -u); do
    if ! grep -qx "$name" <<<"$rules"; then
        echo "$name: a test is named after it, and $protocol has no such rule"
        failed=1
    fi
done

for rule in $rules; do
    known=0
    for one in "${unquoted[@]}"; do
        [ "$one" = "$rule" ] && known=1
    done
    if grep -qx "$rule" <<<"$quoted"; then
        [ "$known" -eq 0 ] && continue
        echo "$rule: quoted by a test now; take it from the list in tests/unit/rules.sh"
        failed=1
    elif [ "$known" -eq 0 ]; then
        echo "$rule: no test quotes this rule of $protocol"
        failed=1
    fi
done

[ "$failed" -eq 0 ] && echo "rules: $(wc -w <<<"$rules"), not quoted: ${#unquoted[@]}"
exit "$failed"
