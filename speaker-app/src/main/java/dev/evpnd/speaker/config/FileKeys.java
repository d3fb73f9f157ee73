package dev.evpnd.speaker.config;

import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.ListType;
import dev.evpnd.speaker.config.grammar.ScalarType;
import dev.evpnd.speaker.config.grammar.Scalars;
import dev.evpnd.speaker.config.grammar.Section;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpPrefix;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys of a file, from the top: what the speaker is, and where its peers are found.
final class FileKeys {

    static final Key<Asn> AS = Key.required("as", BgpScalars.AS, "The AS that this speaker is in.");

    static final Key<BgpIdentifier> ROUTER_ID =
            Key.optional(
                    "router-id",
                    BgpScalars.IDENTIFIER,
                    "an address of the machine",
                    "The BGP Identifier of this speaker.");

    static final Key<BgpIdentifier> CLUSTER_ID =
            Key.optional(
                    "cluster-id",
                    BgpScalars.CLUSTER_ID,
                    "`router-id`",
                    "The cluster of this reflector (RFC 4456).");

    static final Key.WithDefault<Boolean> CLIENT_TO_CLIENT =
            Key.withDefault(
                    "client-to-client-reflection",
                    Scalars.BOOLEAN,
                    true,
                    "Tells clients of each other's routes.");

    static final Key.WithDefault<Boolean> RESOLVE_NEXT_HOPS =
            Key.withDefault(
                    "resolve-next-hops",
                    Scalars.BOOLEAN,
                    false,
                    "Chooses only paths whose next hop is known to be reachable.");

    static final Key.WithDefault<List<ListenAddress>> LISTEN =
            Key.withDefault(
                    "listen",
                    ListType.oneOrMore(
                            Scalars.parsed(
                                    "an address, or one with a port: 192.0.2.1:179 or"
                                            + " [2001:db8::1]:179",
                                    ListenAddress::parse,
                                    ListenAddress.PATTERN),
                            64),
                    List.of(ListenAddress.EVERYWHERE),
                    "`\"[::]:179\"`",
                    "Where connections are waited for; `::` is every address, those of IPv4 too.");

    static final Key<String> STATE_DIRECTORY =
            Key.optional(
                    "state-directory",
                    Scalars.text(1, 4096),
                    "none",
                    "Where what has to outlast the daemon is kept.");

    static final Key<Values> BEST_PATH =
            Key.optional("best-path", BestPath.SECTION, "How paths are compared.");
    static final Key<Values> GRACEFUL_RESTART =
            Key.optional("graceful-restart", Restart.SECTION, "How this speaker itself restarts.");
    static final Key<Values> RIB = Key.optional("rib", Tables.SECTION, "How routes are held.");
    static final Key<Values> LIMITS = Key.optional("limits", Queues.SECTION, "How much may wait.");
    static final Key<Values> HTTP =
            Key.optional(
                    "http",
                    HttpKeys.SECTION,
                    "nobody is answered",
                    "Answers by HTTP, if it is there.");
    static final Key<Values> LOG = Key.optional("log", Log.SECTION, "What is logged.");

    static final Key<Values> PEER_DEFAULTS =
            Key.optional(
                    "peer-defaults",
                    PeerKeys.PEER,
                    "What holds for every peer where neither its group nor itself has it"
                            + " otherwise.");
    static final Key<Map<String, Optional<Values>>> PEER_GROUPS =
            Key.optional(
                    "peer-groups", PeerKeys.GROUPS, "Settings with a name, for several peers.");
    static final Key<Map<PeerAddress, Optional<Values>>> NEIGHBORS =
            Key.optional("neighbors", PeerKeys.NEIGHBORS, "The peers, by their addresses.");
    static final Key<Map<IpPrefix, Optional<Values>>> LISTEN_RANGES =
            Key.optional(
                    "listen-ranges",
                    PeerKeys.RANGES,
                    "Where peers may come from that are not among the `neighbors`.");

    static final Key<Map<String, Optional<List<Values>>>> POLICIES =
            Key.optional(
                    "policies", PolicyKeys.POLICIES, "What routes go through, clause by clause.");
    static final Key<Map<String, Optional<List<Values>>>> PREFIX_LISTS =
            Key.optional("prefix-lists", ListKeys.PREFIX_LISTS.type(), "Prefixes, for policies.");
    static final Key<Map<String, Optional<List<Values>>>> MAC_LISTS =
            Key.optional("mac-lists", ListKeys.MAC_LISTS.type(), "MAC addresses, for policies.");
    static final Key<Map<String, Optional<List<Values>>>> COMMUNITY_LISTS =
            Key.optional(
                    "community-lists",
                    ListKeys.COMMUNITY_LISTS.type(),
                    "Communities, for policies.");
    static final Key<Map<String, Optional<List<Values>>>> EXTENDED_COMMUNITY_LISTS =
            Key.optional(
                    "extcommunity-lists",
                    ListKeys.EXTENDED_COMMUNITY_LISTS.type(),
                    "Extended communities, for policies.");
    static final Key<Map<String, Optional<List<Values>>>> LARGE_COMMUNITY_LISTS =
            Key.optional(
                    "large-community-lists",
                    ListKeys.LARGE_COMMUNITY_LISTS.type(),
                    "Large communities, for policies.");
    static final Key<Map<String, Optional<List<Values>>>> AS_PATH_LISTS =
            Key.optional("as-path-lists", ListKeys.AS_PATH_LISTS.type(), "AS paths, for policies.");

    static final Key<Values> VTEP =
            Key.optional("vtep", InstanceKeys.Vtep.SECTION, "What holds for all instances.");
    static final Key<Map<Vni, Optional<Values>>> MAC_VRFS =
            Key.optional("mac-vrfs", InstanceKeys.MAC_VRFS, "Bridge domains, by their VNIs.");
    static final Key<Map<String, Optional<Values>>> IP_VRFS =
            Key.optional("ip-vrfs", InstanceKeys.IP_VRFS, "Tenants, by their names.");

    static final Section FILE =
            Section.of(
                    "file",
                    "The whole file.",
                    AS,
                    ROUTER_ID,
                    CLUSTER_ID,
                    CLIENT_TO_CLIENT,
                    LISTEN,
                    PEER_DEFAULTS,
                    PEER_GROUPS,
                    NEIGHBORS,
                    LISTEN_RANGES,
                    POLICIES,
                    PREFIX_LISTS,
                    MAC_LISTS,
                    COMMUNITY_LISTS,
                    EXTENDED_COMMUNITY_LISTS,
                    LARGE_COMMUNITY_LISTS,
                    AS_PATH_LISTS,
                    VTEP,
                    MAC_VRFS,
                    IP_VRFS,
                    BEST_PATH,
                    RESOLVE_NEXT_HOPS,
                    GRACEFUL_RESTART,
                    RIB,
                    LIMITS,
                    HTTP,
                    LOG,
                    STATE_DIRECTORY);

    private FileKeys() {}

    /// Keys of `best-path`.
    static final class BestPath {
        private static final DecisionOptions DEFAULT = DecisionOptions.DEFAULT;

        static final Key.WithDefault<Boolean> AIGP =
                flag("aigp", DEFAULT.aigp(), "Compares the accumulated IGP metric (RFC 7311).");
        static final Key.WithDefault<Boolean> IGNORE_AS_PATH =
                flag(
                        "ignore-as-path",
                        DEFAULT.ignoreAsPath(),
                        "Does not compare the length of AS paths.");
        static final Key.WithDefault<Boolean> CONFEDERATION_AS_PATH =
                flag(
                        "confederation-as-path",
                        DEFAULT.confederationAsPath(),
                        "Counts member ASes of a confederation in that length.");
        static final Key.WithDefault<Boolean> ALWAYS_COMPARE_MED =
                flag(
                        "always-compare-med",
                        DEFAULT.alwaysCompareMed(),
                        "Compares the MED of different neighbouring ASes, too.");
        static final Key.WithDefault<Boolean> MISSING_MED_AS_WORST =
                flag(
                        "missing-med-as-worst",
                        DEFAULT.missingMedAsWorst(),
                        "Takes a MED that is missing for the worst and not for 0.");
        static final Key.WithDefault<Boolean> CONFEDERATION_MED =
                flag(
                        "confederation-med",
                        DEFAULT.confederationMed(),
                        "Compares the MED of all paths inside a confederation (RFC 5065).");
        static final Key.WithDefault<Boolean> COMPARE_ROUTER_ID =
                flag(
                        "compare-router-id",
                        DEFAULT.compareRouterId(),
                        "Compares router ids of external peers and not the ages of their paths.");

        static final Section SECTION =
                Section.of(
                        "best-path",
                        "How paths to one destination are compared.",
                        AIGP,
                        IGNORE_AS_PATH,
                        CONFEDERATION_AS_PATH,
                        ALWAYS_COMPARE_MED,
                        MISSING_MED_AS_WORST,
                        CONFEDERATION_MED,
                        COMPARE_ROUTER_ID);

        private BestPath() {}

        private static Key.WithDefault<Boolean> flag(String name, boolean value, String sentence) {
            return Key.withDefault(name, Scalars.BOOLEAN, value, sentence);
        }
    }

    /// Keys of `graceful-restart` at the top.
    static final class Restart {
        private static final RestartSettings DEFAULT = RestartSettings.DEFAULT;

        static final Key.WithDefault<Integer> RESTART_TIME =
                Key.withDefault(
                        "restart-time",
                        Scalars.seconds(1, 4095),
                        DEFAULT.restartSeconds(),
                        "Within which this speaker wants to be back.");
        static final Key.WithDefault<Boolean> PRESERVE_FORWARDING =
                Key.withDefault(
                        "preserve-forwarding",
                        Scalars.BOOLEAN,
                        DEFAULT.forwardingPreserved(),
                        "Leaves what was forwarded as it is meanwhile, and says so to peers.");
        static final Key.WithDefault<Integer> SELECT_DEFER_TIME =
                Key.withDefault(
                        "select-defer-time",
                        Scalars.seconds(0, 3600),
                        DEFAULT.selectDeferSeconds(),
                        "For which peers may take to tell all they have before paths are chosen.");

        static final Section SECTION =
                Section.of(
                        "graceful-restart",
                        "How this speaker itself restarts (RFC 4724), towards peers that have the"
                                + " mode `restarter`.",
                        RESTART_TIME,
                        PRESERVE_FORWARDING,
                        SELECT_DEFER_TIME);

        private Restart() {}
    }

    /// Keys of `rib`.
    static final class Tables {
        static final Key<Integer> SHARDS =
                Key.optional(
                        "shards",
                        Scalars.number(1, Sharding.MOST_SHARDS),
                        "one for two processors, 8 at most",
                        "In how many parts the routes of EVPN are held, each with some of the Route"
                                + " Distinguishers: so many processors can work on them at once.");

        static final Section SECTION = Section.of("rib", "How routes are held.", SHARDS);

        private Tables() {}
    }

    /// Keys of `limits`.
    static final class Queues {
        private static final ScalarType<Long> QUEUE = Scalars.octets(Limits.LEAST);

        static final Key.WithDefault<Long> UPDATE_GROUP_LOG =
                octets(
                        "update-group-log",
                        Scalars.octets(64 << 10),
                        64L << 20,
                        "What is kept for slow members of a group of peers that are told the same;"
                                + " who falls behind it is told from the table.");
        static final Key.WithDefault<Long> INPUT_PER_PEER =
                octets(
                        "input-per-peer",
                        QUEUE,
                        Limits.DEFAULT.inputPerPeer(),
                        "What a peer has sent and is not applied yet; behind it the peer is not"
                                + " read from.");
        static final Key.WithDefault<Long> INPUT_IN_ALL =
                octets(
                        "input-in-all",
                        QUEUE,
                        Limits.DEFAULT.inputInAll(),
                        "The same for all peers together.");
        static final Key.WithDefault<Long> OUTPUT_PER_PEER =
                octets(
                        "output-per-peer",
                        QUEUE,
                        Limits.DEFAULT.outputPerPeer(),
                        "What is made for a peer and its socket has not taken.");

        static final Section SECTION =
                Section.of(
                        "limits",
                        "How much may wait, in octets or with a unit (`64MiB`). The defaults are"
                                + " fit for 2 GB of memory and a thousand peers.",
                        UPDATE_GROUP_LOG,
                        INPUT_PER_PEER,
                        INPUT_IN_ALL,
                        OUTPUT_PER_PEER);

        private Queues() {}

        private static Key.WithDefault<Long> octets(
                String name, ScalarType<Long> type, long value, String sentence) {
            return Key.withDefault(name, type, value, "`" + Scalars.inUnits(value) + "`", sentence);
        }
    }

    /// Keys of `log`.
    static final class Log {
        static final Key.WithDefault<LogSettings.Level> LEVEL =
                Key.withDefault(
                        "level",
                        Scalars.word(
                                Map.of(
                                        "error", LogSettings.Level.ERROR,
                                        "warn", LogSettings.Level.WARN,
                                        "info", LogSettings.Level.INFO,
                                        "debug", LogSettings.Level.DEBUG,
                                        "trace", LogSettings.Level.TRACE)),
                        LogSettings.DEFAULT.level(),
                        "`info`",
                        "From which severity on lines are written.");
        static final Key.WithDefault<LogSettings.Format> FORMAT =
                Key.withDefault(
                        "format",
                        Scalars.word(
                                Map.of(
                                        "text", LogSettings.Format.TEXT,
                                        "json", LogSettings.Format.JSON)),
                        LogSettings.DEFAULT.format(),
                        "`text`",
                        "Lines for people, or an object a line.");

        static final Section SECTION = Section.of("log", "What is logged.", LEVEL, FORMAT);

        private Log() {}
    }
}
