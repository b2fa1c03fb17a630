"""Puts into an AWS stand-in what the tests read, and prints the keys of who reads it: `aws.py ENDPOINT PREFIX`.

The reader may read everything, the stranger nothing; both are IAM users with their own keys.
"""

import json
import sys

import boto3

ENDPOINT, PREFIX = sys.argv[1:]
KEYS = {"site_id": "s3cr3t-site-in-aws", "track_api_key": "s3cr3t-track-in-aws", "app_api_key": "s3cr3t-in-aws", "region": "eu"}
READ = ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue", "ssm:GetParameter", "ssm:GetParameters"]


def client(service):
    root = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="eu-west-1", **root)


def secrets():
    manager = client("secretsmanager")
    manager.create_secret(Name="prod/customerio", SecretString=json.dumps({**KEYS, "app_api_key": "s3cr3t-before"}))
    manager.put_secret_value(SecretId="prod/customerio", SecretString=json.dumps(KEYS))
    manager.create_secret(Name="prod/app_api_key", SecretString=KEYS["app_api_key"])
    manager.create_secret(Name="prod/binary", SecretBinary=b"s3cr3t-in-aws")
    manager.create_secret(Name="prod/number", SecretString=json.dumps({"app_api_key": 8301}))
    manager.create_secret(Name="prod/deleted", SecretString="s3cr3t-that-was")
    manager.delete_secret(SecretId="prod/deleted", RecoveryWindowInDays=7)


def parameters():
    store = client("ssm")
    put = lambda name, value, kind: store.put_parameter(Name=name, Value=value, Type=kind, Overwrite=True)
    put("/customerio/app_api_key", "s3cr3t-before", "SecureString")
    put("/customerio/app_api_key", KEYS["app_api_key"], "SecureString")
    put("/customerio/region", KEYS["region"], "String")
    put("/customerio/json", json.dumps(KEYS), "SecureString")


def user(name, *actions):
    iam = client("iam")
    iam.create_user(UserName=name)
    if actions:
        allow = {"Effect": "Allow", "Action": actions, "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
        iam.put_user_policy(UserName=name, PolicyName="read", PolicyDocument=policy)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    print(f"{PREFIX}_{name.upper()}={key['AccessKeyId']}:{key['SecretAccessKey']}")


secrets()
parameters()
user("reader", *READ)
user("stranger")
