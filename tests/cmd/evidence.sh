#!/bin/sh
# --evidence: files that samples name, as they are found; verdicts stand whatever is wrong with them.
. tests/tap.sh
"$sushai" compile specs/toys.shai -o "$work/toys.shaic" >/dev/null
program=$work/toys.shaic
mkdir -p "$work/photos/sub"
printf abc >"$work/photos/a.jpg"
printf abcd >"$work/photos/sub/b b.jpg"
ln -s "$work/toys.shaic" "$work/photos/out"
abc=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
abcd=88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589

cat >"$work/good.csv" <<CSV
样品编号,铅,证据
A,10,a.jpg sha256:$abc;sub/b b.jpg
B,10,
CSV
status 0 'all there' "$sushai" eval --evidence "$work/photos" -f ndjson "$program" "$work/good.csv"
holds "$work/out" '"evidence":["a.jpg","sub/b b.jpg"],"evidence_files":[{"file":"a.jpg","state":"found","sha256":"'$abc'","bytes":3,"stated":"'$abc'"},{"file":"sub/b b.jpg","state":"found","sha256":"'$abcd'","bytes":4,"stated":null}],"note"' 'names, hashes, sizes'
holds "$work/out" '"evidence":[],"evidence_files":[],"note"' 'a sample without any'
status 0 'not asked for' "$sushai" eval -f ndjson "$program" "$work/good.csv"
holds "$work/out" '"evidence":["a.jpg","sub/b b.jpg"],"note"' 'names alone'

cat >"$work/bad.csv" <<CSV
样品编号,铅,证据
C,10,c.jpg
D,1000,a.jpg sha256:$abcd
E,10,../toys.shaic; out
F,10,sub
G,10,a.jpg sha256:12
H,约3,no.jpg
CSV
status 1 'what is wrong' "$sushai" eval --lang en --evidence "$work/photos" -f ndjson "$program" "$work/bad.csv"
cp "$work/out" "$work/results"
cp "$work/err" "$work/one.err"
holds "$work/err" 'bad.csv: row 2: error D0282: the evidence “c.jpg”' 'missing'
holds "$work/err" 'bad.csv: row 3: error D0283: the evidence “a.jpg”' 'changed'
holds "$work/err" "its SHA-256 is $abc, stated is $abcd" 'both hashes are told'
holds "$work/err" 'row 4: error D0284: the evidence “../toys.shaic”' 'outside by its name'
holds "$work/err" 'row 4: error D0284: the evidence “out”' 'outside by a link'
holds "$work/err" 'row 5: error D0286: the evidence “sub”' 'a folder'
holds "$work/err" 'row 6: error D0287' 'no hash'
ok 'of a refused sample nothing is said' sh -c "! grep -q no.jpg '$work/err'"
ok 'nothing is lost' sh -c "tail -n 1 '$work/err' | grep -qx 'samples 6 = results 5 + refused 1'"
holds "$work/results" '{"file":"c.jpg","state":"missing","sha256":null,"bytes":null,"stated":null}' 'a result says missing'
holds "$work/results" '{"file":"a.jpg","state":"changed","sha256":"'$abc'","bytes":3,"stated":"'$abcd'"}' 'a result says changed'
status 1 'with several jobs' "$sushai" eval --lang en --jobs 3 --evidence "$work/photos" -f ndjson "$program" "$work/bad.csv"
ok 'the same results' cmp "$work/out" "$work/results"
ok 'the same messages' cmp "$work/err" "$work/one.err"
head -n 2 "$work/bad.csv" >"$work/missing.csv"
status 1 'a missing file alone is status 1' "$sushai" eval --evidence "$work/photos" -f csv "$program" "$work/missing.csv"
ok 'and its result is there' grep -q '^C,' "$work/out"
status 1 'with several jobs, too' "$sushai" eval -j 2 --evidence "$work/photos" -f csv "$program" "$work/missing.csv"
status 2 'a folder that is not there' "$sushai" eval --evidence "$work/none" "$program" "$work/good.csv"
holds "$work/err" "$work/none" 'is told'
status 2 'a file instead of a folder' "$sushai" eval --evidence "$program" "$program" "$work/good.csv"
status 1 'letters, too' "$sushai" notice --lang en --evidence "$work/photos" "$program" "$work/bad.csv" -o "$work/letters"
holds "$work/err" 'error D0283' 'check the evidence'
sed -n '1p;/^WJ-2025-003/p' examples/toys.csv >"$work/letter.csv"
mkdir -p "$work/tree/photos"
printf abc >"$work/tree/photos/WJ-2025-003-1.jpg"
status 1 'a letter' "$sushai" notice -f html --evidence "$work/tree" "$program" "$work/letter.csv" -o "$work/with"
ok 'shows the hash beside the name' grep -qrF "photos/WJ-2025-003-1.jpg（SHA-256：$abc）" "$work/with"
ok 'of what is there' sh -c "! grep -qrE '2.mp4.SHA-256' '$work/with'"
status 0 'and the laboratory' "$BUILD/sushai-lab" --evidence "$work/photos" -f ndjson "$program" "$work/good.csv"
holds "$work/out" '"evidence_files":[{' 'checks it'
if python3 -c 'import jsonschema' 2>/dev/null; then
    ok 'results are what the schema says' python3 - "$work/results" <<'PY'
import json, sys
from jsonschema import Draft202012Validator as V
schema = json.load(open("docs/schema/result.schema.json", encoding="utf-8"))
for line in open(sys.argv[1], encoding="utf-8"):
    V(schema).validate(json.loads(line))
PY
fi

done_testing
