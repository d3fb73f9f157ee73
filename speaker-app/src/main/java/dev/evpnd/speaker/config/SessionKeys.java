package dev.evpnd.speaker.config;

import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.ListType;
import dev.evpnd.speaker.config.grammar.ScalarType;
import dev.evpnd.speaker.config.grammar.Scalars;
import dev.evpnd.speaker.config.grammar.Section;
import dev.evpnd.speaker.session.SessionTimers;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.Decimal;
import dev.evpnd.wire.capability.AddPath;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.ExtendedMessage;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.capability.RouteRefresh;

import java.util.List;
import java.util.Map;

/// The keys of a peer that are about the session: its timers and its capabilities.
final class SessionKeys {

    /// Keys of `timers`.
    static final class Timers {
        private static final SessionTimers DEFAULT = SessionTimers.DEFAULT;
        private static final int HOUR = 3600;

        static final Key.WithDefault<Integer> HOLD =
                Key.withDefault(
                        "hold",
                        new ScalarType<>(
                                "0 or a number of seconds from 3 to 65535",
                                Timers::hold,
                                Scalars.seconds(0, 65535).schema()),
                        DEFAULT.hold(),
                        "The hold time that is proposed; 0 for a session without KEEPALIVEs.");
        static final Key<Integer> KEEPALIVE =
                Key.optional(
                        "keepalive",
                        Scalars.seconds(1, 65534),
                        "a third of `hold`",
                        "Between two KEEPALIVEs; less than `hold`.");
        static final Key.WithDefault<Integer> MINIMUM_HOLD =
                Key.withDefault(
                        "minimum-hold",
                        Scalars.seconds(0, 65535),
                        DEFAULT.leastHold(),
                        "A peer that proposes less is refused.");
        static final Key.WithDefault<Integer> CONNECT_RETRY =
                Key.withDefault(
                        "connect-retry",
                        Scalars.seconds(1, HOUR),
                        DEFAULT.connectRetry(),
                        "Between two attempts to connect.");
        static final Key.WithDefault<Integer> DELAY_OPEN =
                Key.withDefault(
                        "delay-open",
                        Scalars.seconds(0, HOUR),
                        DEFAULT.delayOpen(),
                        "For which the OPEN is held back on a new connection.");
        static final Key.WithDefault<Integer> OPEN_HOLD =
                Key.withDefault(
                        "open-hold",
                        Scalars.seconds(1, HOUR),
                        DEFAULT.openHold(),
                        "For which the peer's OPEN is waited for.");
        static final Key.WithDefault<Integer> IDLE_HOLD =
                Key.withDefault(
                        "idle-hold",
                        Scalars.seconds(0, HOUR),
                        DEFAULT.idleHold(),
                        "Before the next attempt after a session that failed; doubled each time.");
        static final Key.WithDefault<Integer> MAXIMUM_IDLE_HOLD =
                Key.withDefault(
                        "maximum-idle-hold",
                        Scalars.seconds(0, HOUR),
                        DEFAULT.longestIdleHold(),
                        "Up to which that is doubled.");
        static final Key.WithDefault<Integer> SEND_HOLD =
                Key.withDefault(
                        "send-hold",
                        Scalars.seconds(0, 0xffff),
                        DEFAULT.sendHold(),
                        "For which a peer may take nothing of what is to be sent (RFC 9687); 0 for"
                                + " twice the hold time, and 480 at least.");

        static final Section SECTION =
                Section.of(
                                "timers",
                                "For how long a session waits for what, in seconds.",
                                HOLD,
                                KEEPALIVE,
                                MINIMUM_HOLD,
                                CONNECT_RETRY,
                                DELAY_OPEN,
                                OPEN_HOLD,
                                IDLE_HOLD,
                                MAXIMUM_IDLE_HOLD,
                                SEND_HOLD)
                        .inheriting();

        private Timers() {}

        private static int hold(String text) {
            int seconds = (int) Decimal.parse(text, 65535, "a hold time");
            if (seconds == 1 || seconds == 2) {
                throw new IllegalArgumentException("too short");
            }
            return seconds;
        }
    }

    /// Keys of `local-as`.
    static final class LocalAses {
        static final Key<Asn> AS =
                Key.optional(
                        "as", BgpScalars.AS, "has to be said", "The AS that the peer is told.");
        static final Key.WithDefault<Boolean> PREPEND =
                Key.withDefault(
                        "prepend",
                        Scalars.BOOLEAN,
                        true,
                        "Puts it in front of the paths of what an external peer announces.");
        static final Key.WithDefault<Boolean> REPLACE_AS =
                Key.withDefault(
                        "replace-as",
                        Scalars.BOOLEAN,
                        false,
                        "Puts it in place of our own AS in what an external peer is told, and not in"
                                + " front of it.");

        static final Section SECTION =
                Section.of(
                                "local-as",
                                "Which AS a peer takes this speaker to be in, and who sees it; the"
                                        + " AS alone is enough: `local-as: 65001`.",
                                AS,
                                PREPEND,
                                REPLACE_AS)
                        .inheriting()
                        .withShorthand(AS);

        private LocalAses() {}
    }

    /// Keys of `capabilities`. Four-octet AS numbers are announced always.
    static final class Capabilities {
        static final Key.WithDefault<Boolean> ROUTE_REFRESH =
                on("route-refresh", "ROUTE-REFRESH messages (RFC 2918).");
        static final Key.WithDefault<Boolean> ENHANCED_ROUTE_REFRESH =
                on("enhanced-route-refresh", "Marks around a refresh (RFC 7313).");
        static final Key.WithDefault<Boolean> EXTENDED_MESSAGES =
                on("extended-messages", "Messages of up to 65,535 octets (RFC 8654).");
        static final Key.WithDefault<Boolean> FQDN = on("fqdn", "The name of the host.");
        static final Key.WithDefault<Boolean> SOFTWARE_VERSION =
                Key.withDefault(
                        "software-version", Scalars.BOOLEAN, false, "The version of the program.");
        static final Key<Role> ROLE =
                Key.optional(
                        "role",
                        Scalars.word(
                                Map.of(
                                        "provider", Role.PROVIDER,
                                        "route-server", Role.ROUTE_SERVER,
                                        "route-server-client", Role.ROUTE_SERVER_CLIENT,
                                        "customer", Role.CUSTOMER,
                                        "peer", Role.PEER)),
                        "none",
                        "What we are to an external peer (RFC 9234).");
        static final Key.WithDefault<List<Integer>> REQUIRED =
                Key.withDefault(
                        "required",
                        ListType.oneOrMore(
                                Scalars.word(
                                        Map.of(
                                                "route-refresh", RouteRefresh.CODE,
                                                "enhanced-route-refresh", EnhancedRouteRefresh.CODE,
                                                "extended-messages", ExtendedMessage.CODE,
                                                "four-octet-as", FourOctetAs.CODE,
                                                "role", Role.CODE,
                                                "add-path", AddPath.CODE,
                                                "graceful-restart", GracefulRestart.CODE,
                                                "long-lived-graceful-restart",
                                                        LongLivedGracefulRestart.CODE)),
                                8),
                        List.of(),
                        "none",
                        "Capabilities without which a peer is refused.");

        static final Section SECTION =
                Section.of(
                                "capabilities",
                                "What the peer is told we can do. Four-octet AS numbers (RFC 6793) are"
                                        + " always among it.",
                                ROUTE_REFRESH,
                                ENHANCED_ROUTE_REFRESH,
                                EXTENDED_MESSAGES,
                                FQDN,
                                SOFTWARE_VERSION,
                                ROLE,
                                REQUIRED)
                        .inheriting();

        private Capabilities() {}

        private static Key.WithDefault<Boolean> on(String name, String sentence) {
            return Key.withDefault(name, Scalars.BOOLEAN, true, sentence);
        }
    }

    /// Keys of `add-path`.
    static final class AddPaths {
        private static final String ALL = "all";

        static final Key.WithDefault<Boolean> RECEIVE =
                Key.withDefault(
                        "receive", Scalars.BOOLEAN, false, "Takes several paths from the peer.");
        static final Key.WithDefault<Integer> SEND =
                Key.withDefault(
                        "send",
                        new ScalarType<>(
                                "a number from 1 to " + ExportSettings.MOST_BEST_PATHS + " or all",
                                AddPaths::paths,
                                Scalars.patternOr("integer", "^([1-9]|1[0-6]|all)$")),
                        1,
                        "How many of the best paths the peer is told, or `all`.");

        static final Section SECTION =
                Section.of(
                                "add-path",
                                "Several paths to one destination (RFC 7911).",
                                RECEIVE,
                                SEND)
                        .inheriting();

        private AddPaths() {}

        private static int paths(String text) {
            if (text.equals(ALL)) {
                return ExportSettings.ALL_PATHS;
            }
            int paths = (int) Decimal.parse(text, ExportSettings.MOST_BEST_PATHS, "a number");
            if (paths < 1) {
                throw new IllegalArgumentException("too few");
            }
            return paths;
        }
    }

    private SessionKeys() {}
}
