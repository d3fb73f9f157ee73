package dev.evpnd.speaker.config;

import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.StaleSettings;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.ListType;
import dev.evpnd.speaker.config.grammar.Scalars;
import dev.evpnd.speaker.config.grammar.Section;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.wire.community.RouteTarget;

import java.util.List;
import java.util.Map;

/// The keys of a peer that are about its routes: through what they go, how many there may be, and
/// for how long they are kept.
final class RouteKeys {

    /// Whether and how restarts of a session's ends are gone through gracefully.
    enum RestartMode {
        /// Neither end's.
        DISABLED,
        /// The peer's.
        HELPER,
        /// Our own, too.
        RESTARTER
    }

    /// Keys of `policy`.
    static final class Policies {
        static final Key<String> IN =
                Key.optional("in", BgpScalars.NAME, "none", "The policy of what is taken.");
        static final Key<String> OUT =
                Key.optional("out", BgpScalars.NAME, "none", "The policy of what is told.");

        static final Section SECTION =
                Section.of("policy", "Which of the `policies` routes go through.", IN, OUT)
                        .inheriting();

        private Policies() {}
    }

    /// Keys of `maximum-prefix`.
    static final class Maximum {
        static final Key<Integer> LIMIT =
                Key.optional(
                        "limit",
                        Scalars.number(1, Integer.MAX_VALUE),
                        "has to be said",
                        "How many routes are taken; with one more the session ends.");
        static final Key.WithDefault<Integer> WARNING_PERCENT =
                Key.withDefault(
                        "warning-percent",
                        Scalars.number(1, 100),
                        75,
                        "The part of it at which a warning is logged.");
        static final Key.WithDefault<Boolean> WARNING_ONLY =
                Key.withDefault(
                        "warning-only",
                        Scalars.BOOLEAN,
                        false,
                        "Warns at the limit, too, and goes on.");
        static final Key.WithDefault<Integer> RESTART_MINUTES =
                Key.withDefault(
                        "restart-minutes",
                        Scalars.number(0, 65535),
                        0,
                        "After which the session is tried again; 0 for not by itself.");

        static final Section LIMITS =
                Section.of(
                                "prefix-limit",
                                "How many routes of a family are taken from a peer.",
                                LIMIT,
                                WARNING_PERCENT,
                                WARNING_ONLY,
                                RESTART_MINUTES)
                        .inheriting();

        static final Key<Values> L2VPN_EVPN =
                Key.optional("l2vpn-evpn", LIMITS, "any number", "Of EVPN.");
        static final Key<Values> RT_CONSTRAINT =
                Key.optional("rt-constraint", LIMITS, "any number", "Of Route Target constraint.");

        static final Section SECTION =
                Section.of(
                                "maximum-prefix",
                                "How many routes are taken from a peer, for each family.",
                                L2VPN_EVPN,
                                RT_CONSTRAINT)
                        .inheriting();

        private Maximum() {}
    }

    /// Keys of `graceful-restart` of a peer.
    static final class Restart {
        private static final StaleSettings DEFAULT = StaleSettings.DEFAULT;
        private static final int DAY = 86400;

        static final Key.WithDefault<RestartMode> MODE =
                Key.withDefault(
                        "mode",
                        Scalars.word(
                                Map.of(
                                        "disabled", RestartMode.DISABLED,
                                        "helper", RestartMode.HELPER,
                                        "restarter", RestartMode.RESTARTER)),
                        RestartMode.HELPER,
                        "`helper`",
                        "With `helper`, the peer's routes are kept while it restarts; with"
                                + " `restarter`, the peer is asked to do the same for us; with"
                                + " `disabled`, neither.");
        static final Key.WithDefault<Boolean> NOTIFICATION =
                Key.withDefault(
                        "notification",
                        Scalars.BOOLEAN,
                        DEFAULT.notifications(),
                        "Keeps routes over a NOTIFICATION, too (RFC 8538).");
        static final Key.WithDefault<Integer> STALE_TIME =
                Key.withDefault(
                        "stale-time",
                        Scalars.seconds(1, DAY),
                        DEFAULT.staleSeconds(),
                        "For which routes are kept that the peer has not announced again.");
        static final Key.WithDefault<Integer> LONG_LIVED_STALE_TIME =
                Key.withDefault(
                        "long-lived-stale-time",
                        Scalars.seconds(0, 0xff_ffff),
                        DEFAULT.longLivedSeconds(),
                        "For which routes are kept beyond that, as a last resort (RFC 9494); 0 for"
                                + " not at all.");
        static final Key.WithDefault<Integer> REFRESH_TIME =
                Key.withDefault(
                        "refresh-time",
                        Scalars.seconds(1, DAY),
                        DEFAULT.refreshSeconds(),
                        "For which routes are kept that a route refresh has not announced"
                                + " (RFC 7313).");

        static final Section SECTION =
                Section.of(
                                "peer-graceful-restart",
                                "What happens to routes when a session ends and comes back (RFC 4724).",
                                MODE,
                                NOTIFICATION,
                                STALE_TIME,
                                LONG_LIVED_STALE_TIME,
                                REFRESH_TIME)
                        .inheriting();

        private Restart() {}
    }

    /// Keys of `route-target-constraint`.
    static final class RtConstraint {
        /// No more than another evpnd would read.
        private static final int MOST_MEMBERSHIPS = 8192;

        static final Key.WithDefault<Boolean> DEFAULT_MEMBERSHIP =
                Key.withDefault(
                        "default-membership",
                        Scalars.BOOLEAN,
                        false,
                        "Tells the peer that every route is wanted.");
        static final Key<List<RouteTarget>> MEMBERSHIPS =
                Key.optional(
                        "memberships",
                        ListType.oneOrMore(BgpScalars.ROUTE_TARGET, MOST_MEMBERSHIPS),
                        "what others want",
                        "Tells the peer that routes with these Route Targets are wanted and no"
                                + " others, whatever others want.");
        static final Key.WithDefault<Integer> WAIT =
                Key.withDefault(
                        "wait",
                        Scalars.seconds(0, 3600),
                        ExportSettings.DEFAULT.membershipSeconds(),
                        "For which a peer may take to say what it wants before it is told"
                                + " anything.");

        static final Section SECTION =
                Section.of(
                                "route-target-constraint",
                                "How a peer of the family `rt-constraint` is treated (RFC 4684).",
                                DEFAULT_MEMBERSHIP,
                                MEMBERSHIPS,
                                WAIT)
                        .inheriting();

        private RtConstraint() {}
    }

    private RouteKeys() {}
}
