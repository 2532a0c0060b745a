/** A process that starts a cluster and ends: `node cluster-starter.ts <folder> <name>`. */
import { startCluster } from "../../sandbox/clusters/clusters.ts";

const [dir = "", name = ""] = process.argv.slice(2);
const wish = { name, serviceCidr: "172.20.0.0/16", region: "eu-central-1", account: "123456789012" };
process.stdout.write(JSON.stringify(await startCluster(dir, wish)));
