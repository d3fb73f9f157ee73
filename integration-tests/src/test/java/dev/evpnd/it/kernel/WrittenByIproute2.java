package dev.evpnd.it.kernel;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.LinkAddress;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.speaker.netlink.RouteType;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What `ip` and `bridge` of iproute2 say in JSON, as the values that evpnd has for it.
final class WrittenByIproute2 {
    private static final Map<String, Integer> PROTOCOLS = Map.of("zebra", 11, "bgp", 186);

    private final Map<String, Integer> indexes = new HashMap<>();
    private final KernelLab lab;

    WrittenByIproute2(KernelLab lab) {
        this.lab = lab;
        for (var link : lab.json("ip -j link show")) {
            indexes.put(text(link, "ifname"), number(link, "ifindex"));
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static int number(JsonNode node, String field) {
        return node.path(field).asInt(0);
    }

    private static boolean isTrue(JsonNode node, String field) {
        return node.path(field).asBoolean(false);
    }

    private static boolean has(JsonNode node, String value) {
        return node.valueStream().anyMatch(it -> it.asString().equals(value));
    }

    /// The number of a device that is named, or 0 if none is.
    private int index(JsonNode node, String field) {
        var name = text(node, field);
        return name.isEmpty()
                ? 0
                : Objects.requireNonNull(indexes.get(name), () -> "no device " + name);
    }

    /// The address of the first of the fields that is there.
    private static @Nullable IpAddress address(JsonNode node, String... fields) {
        for (var field : fields) {
            if (node.has(field)) {
                return IpAddress.parse(text(node, field));
            }
        }
        return null;
    }

    private static @Nullable MacAddress mac(JsonNode node, String field) {
        return node.has(field) ? MacAddress.parse(text(node, field)) : null;
    }

    List<Link> links() {
        var links = new ArrayList<Link>();
        for (var node : lab.json("ip -j -d link show")) {
            var info = node.path("linkinfo");
            boolean isUp = has(node.path("flags"), "UP");
            boolean isElsewhere = node.has("link_netnsid");
            int lower = isElsewhere ? 0 : index(node, "link");
            links.add(
                    new Link(
                            number(node, "ifindex"),
                            text(node, "ifname"),
                            mac(node, "address"),
                            number(node, "mtu"),
                            number(node, "txqlen"),
                            isUp,
                            isUp && !has(node.path("flags"), "NO-CARRIER"),
                            index(node, "master"),
                            lower != 0 ? lower : index(info.path("info_data"), "link"),
                            kind(text(info, "info_kind"), info.path("info_data")),
                            port(info.path("info_slave_data"))));
        }
        return links;
    }

    private static Link.Kind kind(String kind, JsonNode node) {
        return switch (kind) {
            case "vxlan" ->
                    new Link.Vxlan(
                            number(node, "id"),
                            address(node, "local", "local6"),
                            address(node, "group", "group6", "remote", "remote6"),
                            number(node, "port"),
                            isTrue(node, "learning"),
                            isTrue(node, "external"),
                            isTrue(node, "vnifilter"));
            case "bridge" -> new Link.Bridge(number(node, "vlan_filtering") != 0);
            case "macvlan" -> new Link.Macvlan();
            default -> new Link.Other(kind);
        };
    }

    private static Link.@Nullable BridgePort port(JsonNode node) {
        return node.isEmpty()
                ? null
                : new Link.BridgePort(
                        isTrue(node, "learning"),
                        isTrue(node, "neigh_suppress"),
                        isTrue(node, "vlan_tunnel"),
                        text(node, "state").equals("forwarding"));
    }

    List<LinkAddress> addresses() {
        var addresses = new ArrayList<LinkAddress>();
        for (var link : lab.json("ip -j address show")) {
            for (var node : link.path("addr_info")) {
                var address = IpAddress.parse(text(node, "local"));
                int length = number(node, "prefixlen");
                addresses.add(new LinkAddress(number(link, "ifindex"), address, length));
            }
        }
        return addresses;
    }

    List<ForwardingEntry> forwarding() {
        var entries = new ArrayList<ForwardingEntry>();
        for (var node : lab.json("bridge -j -d fdb show")) {
            entries.add(
                    new ForwardingEntry(
                            index(node, "ifname"),
                            index(node, "master"),
                            MacAddress.parse(text(node, "mac")),
                            number(node, "vlan"),
                            forwardingState(text(node, "state")),
                            forwardingFlags(node.path("flags")),
                            address(node, "dst"),
                            number(node, "vni"),
                            number(node, "src_vni"),
                            number(node, "nhid")));
        }
        return entries;
    }

    /// `bridge` says one of the states, and of a permanent entry not that it is static, too.
    static ForwardingEntry asSaid(ForwardingEntry entry) {
        return new ForwardingEntry(
                entry.index(),
                entry.bridge(),
                entry.mac(),
                entry.vlan(),
                entry.hasState(NeighborState.PERMANENT) ? NeighborState.PERMANENT : entry.state(),
                entry.flags(),
                entry.remote(),
                entry.vni(),
                entry.sourceVni(),
                entry.nextHop());
    }

    private static int forwardingState(String state) {
        return switch (state) {
            case "permanent" -> NeighborState.PERMANENT;
            case "static" -> NeighborState.NOARP;
            case "stale" -> NeighborState.STALE;
            case "" -> NeighborState.REACHABLE;
            default -> throw new IllegalArgumentException(state);
        };
    }

    private static int forwardingFlags(JsonNode flags) {
        return flags.valueStream()
                .mapToInt(
                        it ->
                                switch (it.asString()) {
                                    case "self" -> NeighborFlags.SELF;
                                    case "sticky" -> NeighborFlags.STICKY;
                                    case "extern_learn" -> NeighborFlags.EXTERNALLY_LEARNED;
                                    default -> throw new IllegalArgumentException(it.asString());
                                })
                .sum();
    }

    /// The routes of a family (`-4`, `-6`) that are for all packets to a prefix.
    List<RouteEntry> routes(String family) {
        var routes = new ArrayList<RouteEntry>();
        for (var node : lab.json("ip -j -d -N %s route show table all".formatted(family))) {
            int type = Integer.parseInt(text(node, "type"));
            if (node.has("tos") || type == RouteType.MULTICAST) {
                continue;
            }
            var prefix =
                    text(node, "dst")
                            .replace("default", family.equals("-4") ? "0.0.0.0/0" : "::/0");
            var host = family.equals("-4") ? "/32" : "/128";
            routes.add(
                    new RouteEntry(
                            Integer.parseUnsignedInt(text(node, "table")),
                            IpPrefix.parse(prefix.contains("/") ? prefix : prefix + host),
                            Integer.parseInt(text(node, "protocol")),
                            type,
                            node.path("metric").asLong(0),
                            number(node, "nhid"),
                            hops(node, type)));
        }
        return routes;
    }

    private List<RouteEntry.Hop> hops(JsonNode node, int type) {
        if (type >= RouteType.BLACKHOLE && type <= RouteType.THROW) {
            return List.of();
        }
        return node.has("nexthops")
                ? node.path("nexthops").valueStream().map(this::hop).toList()
                : List.of(hop(node));
    }

    private RouteEntry.Hop hop(JsonNode node) {
        var gateway = address(node.has("via") ? node.path("via") : node, "gateway", "host");
        boolean isOnLink = has(node.path("flags"), "onlink");
        int weight = node.has("weight") ? number(node, "weight") : 1;
        return new RouteEntry.Hop(index(node, "dev"), gateway, isOnLink, weight);
    }

    List<NeighborEntry> neighbors() {
        var entries = new ArrayList<NeighborEntry>();
        for (var node : lab.json("ip -j -d neigh show nud all")) {
            var protocol = text(node, "protocol");
            entries.add(
                    new NeighborEntry(
                            index(node, "dev"),
                            IpAddress.parse(text(node, "dst")),
                            mac(node, "lladdr"),
                            node.path("state").valueStream().mapToInt(this::neighborState).sum(),
                            (node.has("extern_learn") ? NeighborFlags.EXTERNALLY_LEARNED : 0)
                                    | (node.has("router") ? NeighborFlags.ROUTER : 0),
                            protocol.isEmpty()
                                    ? 0
                                    : Objects.requireNonNull(PROTOCOLS.get(protocol))));
        }
        return entries;
    }

    private int neighborState(JsonNode state) {
        return switch (state.asString()) {
            case "NOARP" -> NeighborState.NOARP;
            case "PERMANENT" -> NeighborState.PERMANENT;
            case "STALE" -> NeighborState.STALE;
            case "FAILED" -> NeighborState.FAILED;
            case "REACHABLE" -> NeighborState.REACHABLE;
            default -> throw new IllegalArgumentException(state.asString());
        };
    }
}
