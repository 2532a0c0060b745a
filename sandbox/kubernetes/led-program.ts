/**
 * Node loads this before a program of the sandbox, by `--import`: the program asks clusters itself, and the names of
 * their load balancers are known to nobody but the simulated cloud, whose file `ATOLL_SANDBOX_CLOUD` names.
 */
import { leadConnections } from "./led-connections.ts";
import { namesOf } from "./name-resolution.ts";

leadConnections(namesOf(process.env["ATOLL_SANDBOX_CLOUD"]));
