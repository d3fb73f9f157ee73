package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Outcome;
import dev.evpnd.testbed.host.Root;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.route.EvpnKey;
import dev.evpnd.testbed.route.EvpnRoute;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// FRR: `bgpd` alone, to which every next hop is reachable, or with zebra on the host's kernel.
///
/// Of itself it announces type 5 only, and writes the label as one of MPLS, whose low bit is set:
/// no VNI but 16 n + 1 can be asked for. Route targets and a gateway do not go out. With zebra the
/// kernel is what makes it announce types 2 and 3.
final class FrrPeer extends DaemonPeer {
    private static final Map<String, SessionCapability> CAPABILITIES =
            Map.of(
                    "4byteAs", SessionCapability.FOUR_OCTET_AS,
                    "routeRefresh", SessionCapability.ROUTE_REFRESH,
                    "enhancedRouteRefresh", SessionCapability.ENHANCED_ROUTE_REFRESH,
                    "extendedMessage", SessionCapability.EXTENDED_MESSAGE,
                    "gracefulRestart", SessionCapability.GRACEFUL_RESTART,
                    "longLivedGracefulRestart", SessionCapability.LONG_LIVED_GRACEFUL_RESTART);

    private static final List<String> MANAGER =
            List.of(
                    "/usr/lib/frr/mgmtd -u root -g root -i /run/mgmtd.pid -P 0 --vty_socket /run"
                            .split(" ", -1));

    FrrPeer(PeerKind kind, PeerConfiguration configuration, Host host, Root root) {
        super(kind, configuration, host, root);
    }

    @Override
    void prepare() {
        write("bgpd.conf", configurationText());
        write("zebra.conf", "");
        makeDirectory("frr");
    }

    @Override
    List<List<String>> commands() {
        var bgpd =
                new ArrayList<>(
                        List.of(
                                "/usr/lib/frr/bgpd -f /run/bgpd.conf -i /run/bgpd.pid -P 0 -S"
                                        .split(" ", -1)));
        bgpd.addAll(List.of("--vty_socket", "/run", "-p", port()));
        configuration().listenAddresses().forEach(it -> bgpd.addAll(List.of("-l", it)));
        if (!configuration().kernel()) {
            bgpd.add("-Z");
            return List.of(bgpd);
        }
        bgpd.addAll(List.of("-z", "/run/zserv"));
        var zebra =
                List.of(
                        ("/usr/lib/frr/zebra -u root -g root -f /run/zebra.conf -i /run/zebra.pid"
                                        + " -P 0 --vty_socket /run -z /run/zserv")
                                .split(" ", -1));
        return hasManager() ? List.of(MANAGER, zebra, bgpd) : List.of(zebra, bgpd);
    }

    private String port() {
        return String.valueOf(configuration().listenPort());
    }

    /// Whether there is something to be configured that takes the management daemon.
    private boolean hasManager() {
        return !configuration().kernelLines().isEmpty();
    }

    /// The management daemon reads no file: what it is told, it is told with the question.
    @Override
    List<String> probe() {
        var commands = new ArrayList<String>();
        if (hasManager()) {
            commands.add("configure terminal");
            configuration().kernelLines().lines().forEach(commands::add);
            commands.add("end");
        }
        commands.add("show bgp summary json");
        return vtysh(commands.toArray(String[]::new));
    }

    private static List<String> vtysh(String... commands) {
        var all = new ArrayList<>(List.of("/usr/bin/vtysh", "--vty_socket", "/run"));
        for (var command : commands) {
            all.addAll(List.of("-c", command));
        }
        return all;
    }

    @Override
    public Outcome show(String... words) {
        return exec(vtysh(words));
    }

    private String configurationText() {
        var text = new StringBuilder("log stdout informational\n");
        text.append("router bgp %d\n".formatted(configuration().as()));
        text.append(" bgp router-id %s\n".formatted(configuration().routerId()));
        text.append(" no bgp default ipv4-unicast\n no bgp ebgp-requires-policy\n");
        text.append(" no bgp network import-check\n");
        configuration().neighbors().forEach(it -> text.append(sessionText(it)));
        text.append(" address-family l2vpn evpn\n");
        configuration().neighbors().forEach(it -> text.append(familyText(it)));
        if (configuration().kernel()) {
            text.append("  advertise-all-vni\n");
        }
        text.append(" exit-address-family\n").append(ipv4Text()).append("exit\n");
        return text.append(configuration().extra()).toString();
    }

    private String sessionText(Neighbor it) {
        var start = " neighbor " + it.address();
        var text = new StringBuilder(start + " remote-as " + it.as() + "\n");
        text.append(start + " port " + it.port() + "\n");
        text.append(start + " update-source " + configuration().localAddress(it) + "\n");
        text.append(
                start + " timers %d %d\n".formatted(it.keepaliveSeconds(), it.holdTimeSeconds()));
        text.append(start + " timers connect 1\n");
        if (configuration().isExternal(it)) {
            text.append(start + " ebgp-multihop\n");
        }
        if (it.password() != null) {
            text.append(start + " password " + it.password() + "\n");
        }
        if (it.has(Feature.PASSIVE)) {
            text.append(start + " passive\n");
        }
        if (it.has(Feature.GRACEFUL_RESTART)) {
            text.append(start + " graceful-restart\n");
        }
        return text.toString();
    }

    private String familyText(Neighbor it) {
        var start = "  neighbor " + it.address();
        var text = new StringBuilder(start + " activate\n");
        if (it.has(Feature.REFLECTOR_CLIENT)) {
            text.append(start + " route-reflector-client\n");
        }
        if (it.has(Feature.NEXT_HOP_UNCHANGED)) {
            text.append(start + " attribute-unchanged next-hop\n");
        }
        if (!configuration().kernel() && !configuration().isExternal(it)) {
            // Of its own routes alone, which without a kernel would have none.
            text.append(start + " next-hop-self\n");
        }
        if (it.has(Feature.ADD_PATH)) {
            text.append(start + " addpath-tx-all-paths\n");
        }
        return text.toString();
    }

    private String ipv4Text() {
        var text = new StringBuilder();
        for (var neighbor : configuration().neighbors()) {
            if (neighbor.has(Feature.IPV4_UNICAST)) {
                text.append("  neighbor " + neighbor.address() + " activate\n");
            }
        }
        return text.isEmpty()
                ? ""
                : " address-family ipv4 unicast\n" + text + " exit-address-family\n";
    }

    @Override
    public List<SessionSeen> sessions() {
        var seen = new ArrayList<SessionSeen>();
        for (var entry : Json.of(show("show bgp neighbors json")).properties()) {
            var capabilities = entry.getValue().path("neighborCapabilities");
            var sent = EnumSet.noneOf(SessionCapability.class);
            var received = EnumSet.noneOf(SessionCapability.class);
            CAPABILITIES.forEach(
                    (name, capability) ->
                            note(capabilities.path(name).asString(""), capability, sent, received));
            noteKeys(
                    capabilities.path("multiprotocolExtensions").path("l2VpnEvpn"),
                    SessionCapability.EVPN,
                    sent,
                    received);
            noteKeys(
                    capabilities.path("addPath").path("l2VpnEvpn"),
                    SessionCapability.ADD_PATH,
                    sent,
                    received);
            var state = SessionState.of(entry.getValue().path("bgpState").asString(""));
            seen.add(new SessionSeen(entry.getKey(), state, sent, received));
        }
        return seen;
    }

    private static void noteKeys(
            JsonNode flags,
            SessionCapability capability,
            Set<SessionCapability> sent,
            Set<SessionCapability> received) {
        for (var flag : flags.properties()) {
            if (flag.getValue().asBoolean(false)) {
                note(flag.getKey(), capability, sent, received);
            }
        }
    }

    /// FRR says `advertised`, `received` or `advertisedAndReceived`, at times with more around it.
    private static void note(
            String words,
            SessionCapability capability,
            Set<SessionCapability> sent,
            Set<SessionCapability> received) {
        if (words.contains("dvertised")) {
            sent.add(capability);
        }
        if (words.contains("eceived")) {
            received.add(capability);
        }
    }

    @Override
    public List<EvpnRoute> evpnRoutes() {
        return FrrRoutes.read(Json.of(show("show bgp l2vpn evpn route detail json")));
    }

    @Override
    public Set<Integer> announces() {
        return Set.of(5);
    }

    @Override
    public void announce(EvpnRoute route) {
        configure(network(route));
    }

    @Override
    public void withdraw(EvpnRoute route) {
        // It wants to be told all but the router MAC again.
        configure("no " + network(route).replaceFirst(" routermac .*", ""));
    }

    private static String network(EvpnRoute route) {
        if (route.key().routeType() != 5 || route.labels().size() != 1) {
            throw new UnsupportedOperationException("FRR announces type 5 with one label only");
        }
        long vni = route.labels().getFirst();
        if (vni % 16 != 1 || !route.routeTargets().isEmpty() || route.gateway() != null) {
            throw new UnsupportedOperationException(
                    "FRR announces VNIs of the form 16 n + 1 only, without route targets, gateway");
        }
        var routerMac =
                route.communities().stream()
                        .filter(it -> it.startsWith("router-mac:"))
                        .map(it -> it.substring("router-mac:".length()))
                        .findFirst()
                        .orElseThrow(
                                () -> new UnsupportedOperationException("FRR wants a router MAC"));
        boolean ipv6 = String.valueOf(route.key().address()).contains(":");
        return "network %s rd %s ethtag %d label %d esi %s gwip %s routermac %s"
                .formatted(
                        route.key().address(),
                        route.key().routeDistinguisher(),
                        route.key().ethernetTag(),
                        vni / 16,
                        route.esi() == null ? EvpnKey.NO_ESI : route.esi(),
                        ipv6 ? "::" : "0.0.0.0",
                        routerMac);
    }

    private void configure(String line) {
        show(
                        "configure terminal",
                        "router bgp " + configuration().as(),
                        "address-family l2vpn evpn",
                        line)
                .orThrow();
    }

    @Override
    public void refresh(String neighbor) {
        show("clear bgp l2vpn evpn " + neighbor + " in").orThrow();
    }

    @Override
    public void reset(String neighbor) {
        show("clear bgp " + neighbor).orThrow();
    }
}
