# shellcheck shell=bash
[ ! -e "$finished" ] || exit 0
read_secret
instance=$(imds meta-data/instance-id)
zone=$(imds meta-data/placement/availability-zone)

# What only this machine is. Its name is that of the instance: a successor may get the same address, never the same name.
put "$etc/config.yaml.d/10-machine.yaml" <<YAML
node-name: $instance
kubelet-arg+:
  - provider-id=aws:///$zone/$instance
node-label+:
  - topology.kubernetes.io/region=$ATOLL_REGION
  - topology.kubernetes.io/zone=$zone
  - node.kubernetes.io/instance-type=$(imds meta-data/instance-type)
YAML
install_k3s
prepare
