#!/usr/bin/env bash
# moto finds a parameter by its ARN one at a time, not in a list.
#
# moto 5.2.1 (PyPI) as a library, boto3 1.43.106, service Systems Manager.
# Guess: GetParameters is GetParameter for up to ten names; both are documented to take an ARN.
# Seen: GetParameter takes the ARN, also with a version or a label after it. GetParameters lists the same ARN under
# InvalidParameters, which is the answer for a parameter that does not exist, while it takes a name with a version or label.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet --disable-pip-version-check install moto==5.2.1 pyyaml boto3==1.43.106

AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test "$work/venv/bin/python" - <<'PY'
import boto3
from moto import mock_aws

with mock_aws():
    store = boto3.client("ssm", region_name="us-east-1")
    store.put_parameter(Name="/app/key", Value="one", Type="String")
    store.put_parameter(Name="/app/key", Value="two", Type="String", Overwrite=True)
    arn = store.get_parameter(Name="/app/key")["Parameter"]["ARN"]
    for name, value, in_list in [("/app/key", "two", True), ("/app/key:1", "one", True), (arn, "two", False), (f"{arn}:1", "one", False)]:
        alone = store.get_parameter(Name=name)["Parameter"]["Value"]
        answer = store.get_parameters(Names=[name])
        print(f"{name}: alone {alone}, in a list {[one['Value'] for one in answer['Parameters']]}")
        assert alone == value and bool(answer["Parameters"]) == in_list
        assert answer["InvalidParameters"] == ([] if in_list else [name])
PY
