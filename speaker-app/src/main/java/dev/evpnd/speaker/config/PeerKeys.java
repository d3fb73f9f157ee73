package dev.evpnd.speaker.config;

import dev.evpnd.rib.peer.OwnAsAllowance;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.ListType;
import dev.evpnd.speaker.config.grammar.NamedType;
import dev.evpnd.speaker.config.grammar.ScalarType;
import dev.evpnd.speaker.config.grammar.Scalars;
import dev.evpnd.speaker.config.grammar.Section;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.neighbor.ListenRange;
import dev.evpnd.speaker.neighbor.NeighborSettings.NextHopSelf;
import dev.evpnd.speaker.session.RemoteAs;
import dev.evpnd.speaker.transport.TransportSettings;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.Decimal;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import java.util.List;
import java.util.Map;

/// The keys that say how a peer is treated: of a neighbor, of a group, and of the defaults of all.
final class PeerKeys {

    static final Key<String> GROUP =
            Key.required("group", BgpScalars.NAME, "The peer group whose settings hold.");

    private static final String GROUP_SENTENCE =
            "The peer group whose settings hold where the neighbor has none of its own.";

    static final Key<String> NEIGHBOR_GROUP =
            Key.optional("group", BgpScalars.NAME, GROUP_SENTENCE);

    static final Key<RemoteAs> REMOTE_AS =
            Key.optional(
                    "remote-as",
                    new ScalarType<>(
                            "an AS number, internal or external",
                            PeerKeys::remoteAs,
                            Scalars.patternOr(
                                    "number", "^(internal|external|[0-9]+(\\.[0-9]+)?)$")),
                    "has to be said",
                    "The AS that the peer has to be in: a number, `internal` for our own, or"
                            + " `external` for any other.");

    static final Key<Values> LOCAL_AS =
            Key.optional(
                    "local-as",
                    SessionKeys.LocalAses.SECTION,
                    "`as`",
                    "The AS that the peer takes this speaker to be in. It decides whether the peer is"
                            + " internal or external.");

    static final Key.WithDefault<String> DESCRIPTION =
            Key.withDefault(
                    "description", Scalars.text(0, 255), "", "", "For people; shown and logged.");

    static final Key.WithDefault<Boolean> SHUTDOWN =
            Key.withDefault("shutdown", Scalars.BOOLEAN, false, "Holds the session down.");

    static final Key.WithDefault<String> SHUTDOWN_MESSAGE =
            Key.withDefault(
                    "shutdown-message",
                    Scalars.text(0, 255),
                    "",
                    "",
                    "What the peer is told when the session is shut down (RFC 9003).");

    static final Key.WithDefault<Boolean> PASSIVE =
            Key.withDefault("passive", Scalars.BOOLEAN, false, "Waits for the peer to connect.");

    static final Key.WithDefault<Boolean> CLIENT =
            Key.withDefault(
                    "route-reflector-client",
                    Scalars.BOOLEAN,
                    false,
                    "Reflects routes to and from this internal peer (RFC 4456).");

    static final Key<BgpIdentifier> CLUSTER_ID =
            Key.optional(
                    "cluster-id",
                    BgpScalars.CLUSTER_ID,
                    "the speaker's",
                    "What is put into the CLUSTER_LIST of what is reflected to this peer.");

    static final Key.WithDefault<Boolean> ROUTE_SERVER_CLIENT =
            Key.withDefault(
                    "route-server-client",
                    Scalars.BOOLEAN,
                    false,
                    "Passes routes on to this external peer without our AS in the path"
                            + " (RFC 7947).");

    static final Key.WithDefault<List<AddressFamily>> FAMILIES =
            Key.withDefault(
                    "families",
                    ListType.oneOrMore(BgpScalars.FAMILY, 2),
                    List.of(AddressFamily.L2VPN_EVPN),
                    "`l2vpn-evpn`",
                    "The address families of the session; `rt-constraint` is RFC 4684.");

    static final Key.WithDefault<NextHopSelf> NEXT_HOP_SELF =
            Key.withDefault(
                    "next-hop-self",
                    Scalars.word(
                            Map.of(
                                    "false", NextHopSelf.NO,
                                    "true", NextHopSelf.YES,
                                    "force", NextHopSelf.FORCED)),
                    NextHopSelf.NO,
                    "`false`",
                    "Puts our address in place of next hops; with `force`, also of routes that"
                            + " are reflected.");

    static final Key.WithDefault<OwnAsAllowance> ALLOWAS_IN =
            Key.withDefault(
                    "allowas-in",
                    new ScalarType<>(
                            "a number from 0 to 10 or origin",
                            PeerKeys::ownAsAllowance,
                            Scalars.patternOr("integer", "^([0-9]|10|origin)$")),
                    OwnAsAllowance.NONE,
                    "`0`",
                    "How often our own AS may be in the path of a route; with `origin`, any number"
                            + " of times where the route began there.");

    static final Key.WithDefault<Boolean> ENFORCE_FIRST_AS =
            Key.withDefault(
                    "enforce-first-as",
                    Scalars.BOOLEAN,
                    true,
                    "Takes from an external peer only routes whose path begins with its AS.");

    static final Key.WithDefault<Boolean> EBGP_REQUIRES_POLICY =
            Key.withDefault(
                    "ebgp-requires-policy",
                    Scalars.BOOLEAN,
                    true,
                    "Exchanges no routes with an external peer in a direction without a policy"
                            + " (RFC 8212).");

    static final Key.WithDefault<Boolean> ACCEPT_UNKNOWN_ROUTES =
            Key.withDefault(
                    "accept-unknown-route-types",
                    Scalars.BOOLEAN,
                    false,
                    "Takes and passes on EVPN routes of types that are not known, which RFC 7606"
                            + " has discarded.");

    // Transport

    static final Key.WithDefault<Integer> PORT =
            Key.withDefault(
                    "port",
                    Scalars.number(1, 65535),
                    TransportSettings.BGP_PORT,
                    "The TCP port of the peer.");

    static final Key<IpAddress> UPDATE_SOURCE =
            Key.optional(
                    "update-source",
                    BgpScalars.ADDRESS,
                    "the system's choice",
                    "The address of our end of the connection.");

    static final Key<String> PASSWORD =
            Key.optional(
                    "password",
                    Scalars.text(1, 80).secretly(),
                    "none",
                    "The key of TCP MD5 (RFC 2385).");

    static final Key<Integer> TTL =
            Key.optional(
                    "ttl",
                    Scalars.number(1, 255),
                    "64; 1 for an external peer",
                    "The TTL of what is sent.");

    static final Key<Integer> EBGP_MULTIHOP =
            Key.optional(
                    "ebgp-multihop",
                    Scalars.number(2, 255),
                    "The same for an external peer that is more than a hop away.");

    static final Key<Integer> TTL_SECURITY =
            Key.optional(
                    "ttl-security",
                    Scalars.number(1, 254),
                    "Sends with TTL 255 and takes only what comes from at most so many hops away"
                            + " (GTSM, RFC 5082).");

    static final Key.WithDefault<Integer> DSCP =
            Key.withDefault(
                    "dscp",
                    Scalars.number(0, 63),
                    TransportSettings.DEFAULT.dscp(),
                    "The DSCP of what is sent; 48 is CS6.");

    static final Key<Integer> TCP_MSS =
            Key.optional(
                    "tcp-mss",
                    Scalars.number(88, 65535),
                    "the system's choice",
                    "The greatest segment of TCP.");

    static final Key<Values> TIMERS =
            Key.optional(
                    "timers", SessionKeys.Timers.SECTION, "For how long a session waits for what.");
    static final Key<Values> CAPABILITIES =
            Key.optional(
                    "capabilities",
                    SessionKeys.Capabilities.SECTION,
                    "What the peer is told we can do.");
    static final Key<Values> ADD_PATH =
            Key.optional(
                    "add-path", SessionKeys.AddPaths.SECTION, "Several paths to a destination.");
    static final Key<Values> POLICY =
            Key.optional("policy", RouteKeys.Policies.SECTION, "What routes go through.");
    static final Key<Values> MAXIMUM_PREFIX =
            Key.optional("maximum-prefix", RouteKeys.Maximum.SECTION, "How many routes are taken.");
    static final Key<Values> GRACEFUL_RESTART =
            Key.optional(
                    "graceful-restart",
                    RouteKeys.Restart.SECTION,
                    "What happens to routes in a restart.");
    static final Key<Values> RT_CONSTRAINT =
            Key.optional(
                    "route-target-constraint",
                    RouteKeys.RtConstraint.SECTION,
                    "How a peer of the family `rt-constraint` is treated.");

    static final Section PEER =
            Section.of(
                            "peer",
                            "How a peer is treated: the keys of `peer-defaults` and of each of the"
                                    + " `peer-groups`.",
                            REMOTE_AS,
                            LOCAL_AS,
                            DESCRIPTION,
                            SHUTDOWN,
                            SHUTDOWN_MESSAGE,
                            PASSIVE,
                            FAMILIES,
                            CLIENT,
                            CLUSTER_ID,
                            ROUTE_SERVER_CLIENT,
                            NEXT_HOP_SELF,
                            POLICY,
                            EBGP_REQUIRES_POLICY,
                            ENFORCE_FIRST_AS,
                            ALLOWAS_IN,
                            MAXIMUM_PREFIX,
                            ACCEPT_UNKNOWN_ROUTES,
                            TIMERS,
                            CAPABILITIES,
                            ADD_PATH,
                            GRACEFUL_RESTART,
                            RT_CONSTRAINT,
                            PORT,
                            UPDATE_SOURCE,
                            PASSWORD,
                            TTL,
                            EBGP_MULTIHOP,
                            TTL_SECURITY,
                            DSCP,
                            TCP_MSS)
                    .withChoice(TTL, EBGP_MULTIHOP, TTL_SECURITY)
                    .inheriting();

    static final Section NEIGHBOR =
            PEER.behind(
                    "neighbor",
                    "How one neighbor is treated, each under its address: `192.0.2.1`,"
                            + " `2001:db8::1`, or `fe80::1%eth0` with the interface over which a"
                            + " link-local address is reached.",
                    NEIGHBOR_GROUP);

    static final Key.WithDefault<Integer> LIMIT =
            Key.withDefault(
                    "limit",
                    Scalars.number(1, 1_000_000),
                    ListenRange.DEFAULT_LIMIT,
                    "How many peers there may be at a time.");

    static final Section RANGE =
            Section.of(
                    "listen-range",
                    "Peers that are not configured one by one, under the prefix that they come"
                            + " from.",
                    GROUP,
                    LIMIT);

    static final NamedType<PeerAddress, Values> NEIGHBORS =
            new NamedType<>(
                    new ScalarType<>(
                            "an address, with an interface where it is link-local: fe80::1%eth0",
                            PeerAddress::parse, out -> {}),
                    NEIGHBOR,
                    "ADDRESS");
    static final NamedType<String, Values> GROUPS = new NamedType<>(BgpScalars.NAME, PEER, "NAME");
    static final NamedType<IpPrefix, Values> RANGES =
            new NamedType<>(BgpScalars.PREFIX, RANGE, "PREFIX");

    private PeerKeys() {}

    private static RemoteAs remoteAs(String text) {
        return switch (text) {
            case "internal" -> RemoteAs.INTERNAL;
            case "external" -> RemoteAs.EXTERNAL;
            default -> new RemoteAs.Exactly(BgpScalars.AS.parser().apply(text));
        };
    }

    private static OwnAsAllowance ownAsAllowance(String text) {
        return text.equals("origin")
                ? OwnAsAllowance.ORIGIN
                : OwnAsAllowance.upTo((int) Decimal.parse(text, 10, "a number"));
    }
}
