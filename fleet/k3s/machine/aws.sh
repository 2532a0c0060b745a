# shellcheck shell=bash
# AWS by curl alone, with the rights of this machine.
metadata=http://169.254.169.254/latest

imds_token=$(curl -sSf --max-time 5 --retry 5 -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 300" "$metadata/api/token")

# imds <path>: what AWS says of this machine.
imds() { curl -sSf --max-time 5 --retry 5 -H "X-aws-ec2-metadata-token: $imds_token" "$metadata/$1"; }

# field <key>...: one value of the JSON that comes in.
field() {
  python3 -c '
import functools, json, sys
print(functools.reduce(lambda value, key: value[key], sys.argv[1:], json.load(sys.stdin)), end="")' "$@"
}

# unpack <folder>: the values of the JSON that comes in, each in a file by its key.
unpack() {
  python3 -c '
import json, os, sys
def unpack(path, value):
    if isinstance(value, dict):
        for key in value:
            unpack(os.path.join(path, key), value[key])
    else:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(value)
unpack(sys.argv[1], json.load(sys.stdin))' "$1"
}

# The keys of this machine, as curl reads them from a configuration: anybody may read its arguments.
log_in() {
  imds "meta-data/iam/security-credentials/$(imds meta-data/iam/security-credentials/)" | python3 -c '
import json, sys
keys = json.load(sys.stdin)
print("user = \"%s:%s\"" % (keys["AccessKeyId"], keys["SecretAccessKey"]))
print("header = \"x-amz-security-token: %s\"" % keys["Token"])'
}

# aws <service> <region> <curl arguments>: a signed request, with the keys of `login`.
aws() {
  local service="$1" region="$2"
  shift 2
  curl -sS --config - --aws-sigv4 "aws:amz:$region:$service" \
    --connect-timeout 5 --max-time 60 --retry 5 --retry-connrefused "$@" <<<"$login"
}

# s3 <curl arguments>: what the body is goes unsigned, for TLS guards it and not every curl signs it.
s3() { aws s3 "$ATOLL_REGION" -H "Content-Type: text/plain" -H "x-amz-content-sha256: UNSIGNED-PAYLOAD" "$@"; }

# json_call <service> <region> <host> <target> <body>
json_call() {
  aws "$1" "$2" -f -X POST -H "Content-Type: application/x-amz-json-1.1" -H "X-Amz-Target: $4" --data-binary "$5" "https://$3/"
}

# secret <name or ARN>
secret() {
  json_call secretsmanager "$ATOLL_REGION" "secretsmanager.$ATOLL_REGION.amazonaws.com" \
    secretsmanager.GetSecretValue "{\"SecretId\":\"$1\"}" | field SecretString
}
