package dev.evpnd.speaker.config;

import dev.evpnd.rib.instance.DuplicateSettings;
import dev.evpnd.rib.instance.Flooding;
import dev.evpnd.rib.instance.ImportTarget;
import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.config.KernelSettings.AtStop;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.ListType;
import dev.evpnd.speaker.config.grammar.NamedType;
import dev.evpnd.speaker.config.grammar.ScalarType;
import dev.evpnd.speaker.config.grammar.Scalars;
import dev.evpnd.speaker.config.grammar.Section;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.kernel.PrefixSource;
import dev.evpnd.wire.address.Decimal;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.community.SiteOfOrigin;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import java.util.List;
import java.util.Map;

/// The keys that say what this speaker is as a VTEP: its bridge domains and its tenants.
final class InstanceKeys {

    /// What a Route Target is made of that nobody has written.
    enum RouteTargetForm {
        /// The VNI.
        VNI,
        /// The VNI with the bits above it that say that it is one.
        RFC8365
    }

    private static final int MOST_TARGETS = 255;

    static final ScalarType<Vni> VNI =
            new ScalarType<>(
                    "a VNI from 1 to 16777215",
                    text -> new Vni((int) Decimal.parse(text, 0xff_ffff, "a VNI")),
                    Scalars.number(1, 0xff_ffff).schema());

    static final Key<RouteDistinguisher> RD =
            Key.optional(
                    "rd",
                    BgpScalars.ROUTE_DISTINGUISHER,
                    "`router-id` and the low 16 bits of the VNI",
                    "The route distinguisher of what is originated.");

    static final Key<Values> ROUTE_TARGETS =
            Key.optional("route-targets", Targets.SECTION, "Which routes are of this instance.");

    static final Key<IpAddress> VTEP =
            Key.optional(
                    "vtep",
                    BgpScalars.ADDRESS,
                    "that of `vtep` at the top",
                    "The address that others send to.");

    static final Key<Vni> L3_VNI =
            Key.optional(
                    "l3-vni", VNI, "none", "Which of the `ip-vrfs` routes for the bridge domain.");

    static final Key.WithDefault<Flooding> FLOODING =
            Key.withDefault(
                    "flooding",
                    Scalars.word(
                            Map.of(
                                    "head-end-replication", Flooding.HEAD_END_REPLICATION,
                                    "disabled", Flooding.DISABLED)),
                    Flooding.HEAD_END_REPLICATION,
                    "`head-end-replication`",
                    "What becomes of broadcast, unknown unicast and multicast.");

    static final Key<SiteOfOrigin> SITE_OF_ORIGIN =
            Key.optional(
                    "site-of-origin",
                    BgpScalars.SITE_OF_ORIGIN,
                    "none",
                    "Put on what is originated; what has it is not imported.");

    static final Key<Values> DUPLICATES =
            Key.optional(
                    "duplicate-address-detection",
                    Duplicates.SECTION,
                    "When an address counts as duplicate.");

    static final Key.WithDefault<Boolean> ADVERTISE =
            Key.withDefault(
                    "advertise",
                    Scalars.BOOLEAN,
                    true,
                    "With `false`, there is no such instance, and the kernel's devices of the VNI"
                            + " are left alone.");

    private static final Map<String, OwnAdvertisement> OWN_ADVERTISEMENTS =
            Map.of(
                    "none", OwnAdvertisement.NONE,
                    "host", OwnAdvertisement.HOST,
                    "default-gateway", OwnAdvertisement.DEFAULT_GATEWAY);

    static final Key<OwnAdvertisement> ADVERTISE_OWN =
            Key.optional(
                    "advertise-svi",
                    Scalars.word(OWN_ADVERTISEMENTS),
                    "that of `vtep` at the top",
                    "As what this VTEP's own addresses in the bridge domain are announced.");

    static final Section MAC_VRF =
            Section.of(
                    "mac-vrf",
                    "A bridge domain (RFC 7432), under its VNI.",
                    ADVERTISE,
                    ADVERTISE_OWN,
                    RD,
                    ROUTE_TARGETS,
                    VTEP,
                    L3_VNI,
                    FLOODING,
                    DUPLICATES,
                    SITE_OF_ORIGIN);

    static final Key<Vni> REQUIRED_L3_VNI =
            Key.required("l3-vni", VNI, "What packets between its VTEPs are sent with.");

    private static final ScalarType<MacAddress> STATION_MAC =
            new ScalarType<>(
                    "a MAC address of one station such as 02:00:00:00:00:01",
                    InstanceKeys::stationMac,
                    BgpScalars.MAC.schema());

    static final Key<MacAddress> ROUTER_MAC =
            Key.optional(
                    "router-mac",
                    STATION_MAC,
                    "that of the L3 VNI's interface; without a kernel, 02:00 and the `router-id`",
                    "The MAC address to which others send what this VTEP is to route.");

    static final Key<Values> PRIMARY =
            Key.optional(
                    "primary",
                    Primary.SECTION,
                    "What this VTEP has for itself where it shares `vtep` and `router-mac` with"
                            + " another.");

    static final Key<Values> ADVERTISED =
            Key.optional("advertise", Advertised.SECTION, "Which of its prefixes are announced.");

    static final Key.WithDefault<List<IpPrefix>> DEFAULT_ORIGINATE =
            Key.withDefault(
                    "default-originate",
                    new ListType<>(
                            Scalars.word(
                                    Map.of(
                                            "ipv4", IpPrefix.IPV4_DEFAULT,
                                            "ipv6", IpPrefix.IPV6_DEFAULT)),
                            true,
                            0,
                            2),
                    List.of(),
                    "none",
                    "Announces default routes, be there any in its table or not.");

    static final Key.WithDefault<Integer> MAXIMUM_PATHS =
            Key.withDefault(
                    "maximum-paths",
                    Scalars.number(1, 1024),
                    IpVrfSettings.DEFAULT_MAX_PATHS,
                    "How many VTEPs at most share the packets to a prefix.");

    static final Key.WithDefault<Boolean> PREFIX_ROUTES_ONLY =
            Key.withDefault(
                    "prefix-routes-only",
                    Scalars.BOOLEAN,
                    false,
                    "Whether others are told of its prefixes alone: routes of hosts, of type 2, have"
                            + " no L3 VNI then.");

    static final Section IP_VRF =
            Section.of(
                    "ip-vrf",
                    "A tenant's routing table (RFC 9136), under a name.",
                    REQUIRED_L3_VNI,
                    ROUTER_MAC,
                    RD,
                    ROUTE_TARGETS,
                    VTEP,
                    PRIMARY,
                    ADVERTISED,
                    DEFAULT_ORIGINATE,
                    PREFIX_ROUTES_ONLY,
                    MAXIMUM_PATHS);

    static final NamedType<Vni, Values> MAC_VRFS = new NamedType<>(VNI, MAC_VRF, "VNI");
    static final NamedType<String, Values> IP_VRFS =
            new NamedType<>(BgpScalars.NAME, IP_VRF, "NAME");

    private InstanceKeys() {}

    private static MacAddress stationMac(String text) {
        var mac = MacAddress.parse(text);
        if (mac.isGroup() || mac.bits() == 0) {
            throw new IllegalArgumentException("no station has it");
        }
        return mac;
    }

    /// Keys of `vtep` at the top.
    static final class Vtep {
        static final Key<IpAddress> ADDRESS =
                Key.optional(
                        "address",
                        BgpScalars.ADDRESS,
                        "`router-id`",
                        "The address that others send to.");
        static final Key.WithDefault<RouteTargetForm> ROUTE_TARGET_FORM =
                Key.withDefault(
                        "auto-route-target",
                        Scalars.word(
                                Map.of(
                                        "vni", RouteTargetForm.VNI,
                                        "rfc8365", RouteTargetForm.RFC8365)),
                        RouteTargetForm.VNI,
                        "`vni`",
                        "What follows the AS in a route target that is not written: the VNI, or"
                                + " that with the bits of RFC 8365 section 5.1.2.1 above it.");

        static final Key<Values> KERNEL =
                Key.optional(
                        "kernel",
                        KernelKeys.SECTION,
                        "no kernel is read or programmed",
                        "The VXLAN devices of this machine, if it is there.");
        static final Key.WithDefault<Boolean> ADVERTISE_ALL =
                Key.withDefault(
                        "advertise-all-vni",
                        Scalars.BOOLEAN,
                        false,
                        "Whether each VNI that the kernel has a device for is an instance, be it"
                                + " among the `mac-vrfs` or not.");

        static final Key.WithDefault<OwnAdvertisement> ADVERTISE_OWN =
                Key.withDefault(
                        "advertise-svi",
                        Scalars.word(OWN_ADVERTISEMENTS),
                        OwnAdvertisement.NONE,
                        "`none`",
                        "Announces the addresses that the bridge of a VNI, its VLAN device or a"
                                + " macvlan upon these has: as a `host` that does not move, or as"
                                + " the `default-gateway` of the hosts, which other VTEPs may be"
                                + " with the same addresses.");

        static final Key.WithDefault<Integer> PORT_HOLD =
                Key.withDefault(
                        "port-hold-time",
                        Scalars.number(0, 3600),
                        60,
                        "A port that goes down and up again and again is held: hosts at it are not"
                                + " announced for a second, and twice as long each time, but no"
                                + " longer than so many seconds; 0 holds none.");

        static final Section SECTION =
                Section.of(
                        "vtep",
                        "What holds for all instances.",
                        ADDRESS,
                        ROUTE_TARGET_FORM,
                        ADVERTISE_ALL,
                        ADVERTISE_OWN,
                        PORT_HOLD,
                        KERNEL);

        private Vtep() {}
    }

    /// Keys of `kernel` under `vtep`.
    static final class KernelKeys {
        static final Key<String> NETWORK_NAMESPACE =
                Key.optional(
                        "network-namespace",
                        Scalars.text(1, 4096),
                        "the daemon's own",
                        "Where its devices are: a name as `ip netns` has it, or a path.");
        static final Key.WithDefault<Integer> RECEIVE_BUFFER =
                Key.withDefault(
                        "receive-buffer",
                        Scalars.number(1 << 16, 1 << 30),
                        1 << 26,
                        "So many octets may wait of what the kernel tells; if there are more, all"
                                + " is asked for again.");
        static final Key.WithDefault<Integer> STALE_TIME =
                Key.withDefault(
                        "stale-time",
                        Scalars.number(1, 86_400),
                        120,
                        "After so many seconds entries that an earlier life of the daemon has made"
                                + " are removed where nobody wants them, though not every peer has"
                                + " sent its End-of-RIB.");
        static final Key.WithDefault<AtStop> AT_STOP =
                Key.withDefault(
                        "at-stop",
                        Scalars.word(Map.of("keep", AtStop.KEEP, "remove", AtStop.REMOVE)),
                        AtStop.KEEP,
                        "`keep`",
                        "What becomes of the daemon's entries when it is told to stop: with `keep`"
                                + " hosts are reached while it starts again.");
        static final Key.WithDefault<Integer> AUDIT_INTERVAL =
                Key.withDefault(
                        "audit-interval",
                        Scalars.number(0, 86_400),
                        300,
                        "So many seconds after one look at all that the kernel holds the next"
                                + " begins; 0 for none.");

        static final Section SECTION =
                Section.of(
                        "kernel",
                        "The kernel that is read and programmed (docs/kernel.md); an empty section,"
                                + " `kernel: {}`, is enough. An instance is there while its VXLAN"
                                + " device is up and a port of a bridge.",
                        NETWORK_NAMESPACE,
                        RECEIVE_BUFFER,
                        STALE_TIME,
                        AT_STOP,
                        AUDIT_INTERVAL);

        private KernelKeys() {}
    }

    /// Keys of `route-targets`.
    static final class Targets {
        static final Key<List<ImportTarget>> IMPORT =
                Key.optional(
                        "import",
                        new ListType<>(
                                new ScalarType<>(
                                        "a route target such as 65000:100 or \"*:100\"",
                                        Targets::importTarget,
                                        Scalars.pattern("^([0-9.]+|\\*):[0-9]+$")),
                                true,
                                0,
                                MOST_TARGETS),
                        "`\"*:VNI\"`",
                        "Routes with one of these are imported; `\"*:100\"` is any administrator.");
        static final Key<List<RouteTarget>> EXPORT =
                Key.optional(
                        "export",
                        new ListType<>(BgpScalars.ROUTE_TARGET, true, 0, MOST_TARGETS),
                        "`AS:VNI`",
                        "Put on what is originated.");

        static final Section SECTION =
                Section.of("route-targets", "Which routes are of an instance.", IMPORT, EXPORT);

        private static final String ANY = "*:";

        private Targets() {}

        private static ImportTarget importTarget(String text) {
            return text.startsWith(ANY)
                    ? new ImportTarget.AnyAdministrator(
                            BgpScalars.unsigned32(text.substring(ANY.length())))
                    : new ImportTarget.Exact(RouteTarget.parse(text));
        }
    }

    /// Keys of `primary` under an IP-VRF.
    static final class Primary {
        static final Key<IpAddress> VTEP =
                Key.required("vtep", BgpScalars.ADDRESS, "Its own address.");
        static final Key<MacAddress> ROUTER_MAC =
                Key.required("router-mac", STATION_MAC, "The MAC address of its own router.");

        static final Section SECTION =
                Section.of(
                        "primary",
                        "Two VTEPs of a pair have one `vtep` and one `router-mac`, by which others"
                                + " send to the hosts behind both. By these they send to one of the"
                                + " two alone: routes of type 5 have them, and those of type 2 for"
                                + " this VTEP's own addresses (`advertise-svi: host`).",
                        VTEP,
                        ROUTER_MAC);

        private Primary() {}
    }

    /// Keys of `advertise` under an IP-VRF.
    static final class Advertised {
        private static final ListType<PrefixSource> SOURCES =
                new ListType<>(
                        Scalars.word(
                                Map.of(
                                        "connected", PrefixSource.CONNECTED,
                                        "static", PrefixSource.STATIC,
                                        "kernel", PrefixSource.KERNEL)),
                        true,
                        0,
                        PrefixSource.values().length);

        static final Key.WithDefault<List<PrefixSource>> IPV4 =
                Key.withDefault(
                        "ipv4", SOURCES, List.of(), "none", "Which IPv4 routes of its table.");
        static final Key.WithDefault<List<PrefixSource>> IPV6 =
                Key.withDefault(
                        "ipv6", SOURCES, List.of(), "none", "Which IPv6 routes of its table.");

        static final Key.WithDefault<Boolean> GATEWAY_IP =
                Key.withDefault(
                        "gateway-ip",
                        Scalars.BOOLEAN,
                        false,
                        "Whether a route by one host of a subnet here is announced with that host"
                                + " for its gateway, which others look up themselves (RFC 9136"
                                + " section 4.2).");

        static final Section SECTION =
                Section.of(
                        "advertise",
                        "Which routes in the kernel's table of a tenant are announced by routes of"
                                + " type 5: `connected` ones, `static` ones (`ip route add … proto"
                                + " static`), and by `kernel` all others, of `ip route add` and of"
                                + " other programs. Those that evpnd has made are never.",
                        IPV4,
                        IPV6,
                        GATEWAY_IP);

        private Advertised() {}
    }

    /// Keys of `duplicate-address-detection`.
    static final class Duplicates {
        private static final DuplicateSettings DEFAULT = DuplicateSettings.DEFAULT;

        static final Key.WithDefault<Boolean> ENABLED =
                Key.withDefault(
                        "enabled", Scalars.BOOLEAN, true, "Whether addresses are watched at all.");
        static final Key.WithDefault<Integer> MAX_MOVES =
                Key.withDefault(
                        "max-moves",
                        Scalars.number(2, 1000),
                        DEFAULT.moves(),
                        "So many moves make an address a duplicate.");
        static final Key.WithDefault<Integer> TIME =
                Key.withDefault(
                        "time",
                        Scalars.seconds(2, 1800),
                        (int) (DEFAULT.windowMillis() / 1000),
                        "Within so many seconds.");
        static final Key.WithDefault<DuplicateSettings.Action> FREEZE =
                Key.withDefault(
                        "freeze",
                        new ScalarType<>(
                                "none, permanent, or a number of seconds from 30 to 3600",
                                Duplicates::action,
                                Scalars.patternOr("integer", "^(none|permanent|[0-9]+)$")),
                        DEFAULT.action(),
                        "`none`",
                        "For how many seconds a duplicate stays where it is; with `permanent`,"
                                + " until it is cleared.");

        static final Section SECTION =
                Section.of(
                        "duplicate-address-detection",
                        "When an address counts as duplicate (RFC 7432 section 15.1).",
                        ENABLED,
                        MAX_MOVES,
                        TIME,
                        FREEZE);

        private Duplicates() {}

        private static DuplicateSettings.Action action(String text) {
            return switch (text) {
                case "none" -> new DuplicateSettings.Action.Warn();
                case "permanent" -> new DuplicateSettings.Action.FreezeForGood();
                default -> {
                    long seconds = Decimal.parse(text, 3600, "a time");
                    if (seconds < 30) {
                        throw new IllegalArgumentException("too short");
                    }
                    yield new DuplicateSettings.Action.Freeze(seconds * 1000);
                }
            };
        }
    }
}
