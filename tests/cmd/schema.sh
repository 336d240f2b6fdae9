#!/bin/sh
# What goes in and comes out is what docs/schema/ says. Needs python3 with jsonschema; without it this test says so.
. tests/tap.sh

if ! python3 -c 'import jsonschema' 2>/dev/null; then
    echo '1..0 # SKIP no python3-jsonschema'
    exit 0
fi

# fits SCHEMA FILE: every line of FILE; or the whole of it, where it is one object over several lines
cat >"$work/fits.py" <<'PY'
import json, sys
from jsonschema import Draft202012Validator as V
schema = json.load(open(sys.argv[1], encoding="utf-8"))
V.check_schema(schema)
text = open(sys.argv[2], encoding="utf-8").read()
try:
    values = [json.loads(text)]
except ValueError:
    values = [json.loads(line) for line in text.splitlines() if line]
assert values, "nothing to check"
for v in values:
    for e in V(schema).iter_errors(v):
        sys.exit("%s: %s" % (list(e.absolute_path), e.message))
PY
fits() { python3 "$work/fits.py" "docs/schema/$1.schema.json" "$2"; }
no() { ! "$@"; }

ok 'the example campaign' fits campaign examples/campaign.json
ok 'the example samples' fits sample examples/toys.ndjson
echo '{"sample_id":"1","d":[1,"ND",null,{"value":2,"u":0.1}]}' >"$work/list"
ok 'a list of specimens' fits sample "$work/list"
echo '{"sample_id":"1","d":[[1]]}' >"$work/list"
ok 'no list of lists' no fits sample "$work/list"
ok 'the golden letter' fits letter tests/golden/letter/toy.json
for spec in specs/toys.shai specs/toys.en.shai; do
    "$sushai" eval -f ndjson --explain "$spec" examples/toys.csv >"$work/results" 2>"$work/err"
    ok "results by $spec" fits result "$work/results"
done
"$sushai" notice -f json specs/toys.shai examples/toys.csv -o "$work/letters" >/dev/null 2>"$work/err"
for letter in "$work"/letters/*; do fits letter "$letter" || echo "$letter"; done >"$work/bad" 2>&1
ok 'letters without a campaign' test ! -s "$work/bad"

"$sushai" report -f json specs/toys.shai examples/toys.csv -o "$work/reports" >/dev/null 2>"$work/err"
for report in "$work"/reports/*; do fits report "$report" || echo "$report"; done >"$work/bad" 2>&1
ok 'reports without a campaign' test ! -s "$work/bad"

"$sushai" check --format sarif specs docs/messages tests/golden/diag >"$work/sarif" 2>"$work/err"
ok 'what check writes as SARIF' fits sarif "$work/sarif"
"$sushai" check --format sarif specs/none.shai >"$work/sarif" 2>"$work/err"
ok 'also of a file that is not there' fits sarif "$work/sarif"

# A schema that takes anything would not be noticed above.
sed 's/"verdict":"fail"/"verdict":"failed"/' "$work/results" >"$work/wrong"
ok 'another verdict does not fit' no fits result "$work/wrong"
sed 's/"problem":"[^"]*"/"problem":null/' "$work/results" >"$work/wrong"
ok 'a fail without a problem does not fit' no fits result "$work/wrong"
echo '{"authorty":"x"}' >"$work/wrong"
ok 'a misspelt field of a campaign does not fit' no fits campaign "$work/wrong"
sed 's/"level":"error"/"level":"fatal"/' "$work/sarif" >"$work/wrong"
ok 'another level does not fit SARIF' no fits sarif "$work/wrong"
echo '{"铅":"5"}' >"$work/wrong"
ok 'a sample without an id does not fit' no fits sample "$work/wrong"
done_testing
