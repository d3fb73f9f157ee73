package dev.evpnd.speaker.show;

import dev.evpnd.rib.instance.HostStanding;
import dev.evpnd.rib.instance.HostView;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.wire.address.IpAddress;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// MAC and IP addresses of bridge domains, as FRR's `show evpn mac` and `show evpn arp-cache` have
/// them. What only the kernel knows, a port's name or a VLAN, is left empty.
public final class HostText {
    /// What stands above a table of MAC addresses.
    public static final String MAC_FLAGS =
            "Flags: N=sync-neighs, I=local-inactive, P=peer-active, X=peer-proxy\n";

    /// What stands above a table of IP addresses.
    public static final String NEIGHBOR_FLAGS =
            "Flags: I=local-inactive, P=peer-active, X=peer-proxy\n";

    private static final String MAC_ROW = "%-17s %-6s %-5s %-39s %-5s %s\n";
    private static final String OLD_MAC_ROW = "%-17s %-6s %-5s %-30s %-5s %s\n";

    /// The header has it so above a part of a table, and stands a column further left than the
    /// rows.
    private static final String OLD_HEADER_OF_PART = "%-17s %-6s %-5s%-30s %-5s %s\n";

    private HostText() {}

    // MAC addresses.

    /// @param isOfPart whether it stands above some of the addresses alone
    public static String macHeader(Layout layout, boolean isOfPart) {
        return String.format(
                Locale.ROOT,
                layout.isOld() && isOfPart ? OLD_HEADER_OF_PART : macRow(layout),
                "MAC",
                "Type",
                "Flags",
                "Intf/Remote ES/VTEP",
                "VLAN",
                "Seq #'s");
    }

    private static String macRow(Layout layout) {
        return layout.isOld() ? OLD_MAC_ROW : MAC_ROW;
    }

    public static String mac(HostView host, Layout layout, PortNames ports) {
        return String.format(
                Locale.ROOT,
                macRow(layout),
                String.valueOf(host.mac()),
                type(host),
                "",
                place(host, ports),
                "",
                sequences(host));
    }

    /// Of an address that is nowhere any more, FRR's word is `auto`.
    private static String type(HostView host) {
        if (host.here()) {
            return "local";
        }
        return host.vtep() == null ? "auto" : "remote";
    }

    private static String place(HostView host, PortNames ports) {
        return host.here()
                ? port(host, ports)
                : segment(host).orElseGet(() -> host.vtep() == null ? "" : host.vtep().toString());
    }

    /// An address can be nowhere: one of a neighbour whose MAC address is at no port.
    private static boolean isElsewhere(HostView host) {
        return !host.here() && (host.vtep() != null || isBehindSegment(host));
    }

    private static String port(HostView host, PortNames ports) {
        return host.port() == null ? "" : ports.of(host.port());
    }

    /// Whether an address is behind an Ethernet segment, which stands in the place of a VTEP.
    public static boolean isBehindSegment(HostView host) {
        return segment(host).isPresent();
    }

    /// The Ethernet segment behind which an address is, if it is behind one.
    private static Optional<String> segment(HostView host) {
        return host.claims().stream()
                .limit(1)
                .map(it -> it.route().ethernetSegmentId())
                .filter(it -> !host.here() && !it.isZero())
                .map(Object::toString)
                .findFirst();
    }

    private static String sequences(HostView host) {
        return local(host) + "/" + remote(host);
    }

    private static long local(HostView host) {
        return host.here() ? host.sequence() : 0;
    }

    private static long remote(HostView host) {
        return host.claims().isEmpty() ? 0 : host.claims().getFirst().sequence();
    }

    /// What stands above the MAC addresses of one bridge domain of several.
    public static String macTitle(Vni vni, int macs) {
        return "\nVNI %s #MACs (local and remote) %d\n\n".formatted(vni, macs);
    }

    /// All that is known of a MAC address; nothing where nobody has it.
    public static String detail(HostStanding standing, PortNames ports) {
        var host = standing.mac();
        return host == null ? "" : detail(host, standing, ports);
    }

    private static String detail(HostView host, HostStanding standing, PortNames ports) {
        var text = new StringBuilder();
        text.append("MAC: ").append(host.mac()).append('\n');
        if (host.here()) {
            text.append(" Intf: ").append(port(host, ports));
        } else {
            remote(text, host);
        }
        text.append(flags(host)).append('\n');
        text.append(" Sync-info: neigh#: 0\n");
        sequences(text, host);
        duplicate(text, host);
        text.append(" Neighbors:\n");
        var addresses = addresses(standing);
        if (addresses.isEmpty()) {
            text.append("    No Neighbors\n");
        }
        addresses.forEach(each -> text.append("    ").append(each).append(" Active\n"));
        return text.append('\n').toString();
    }

    /// A gateway of the hosts here stays as what is sticky does, and is not announced so.
    private static String flags(HostView host) {
        var flags = host.sticky() && !isGatewayHere(host) ? " Sticky Mac " : "";
        flags += isGatewayHere(host) ? " Default-gateway Mac " : "";
        return flags + (isGatewayThere(host) ? " Remote-gateway Mac " : "");
    }

    private static void flags(JsonGenerator json, HostView host) {
        if (host.sticky() && !isGatewayHere(host)) {
            json.writeBooleanProperty("stickyMac", true);
        }
        if (isGatewayHere(host)) {
            json.writeBooleanProperty("defaultGateway", true);
        }
        if (isGatewayThere(host)) {
            json.writeBooleanProperty("remoteGatewayMac", true);
        }
    }

    private static boolean isGatewayHere(HostView host) {
        return host.gateway() && host.here();
    }

    private static boolean isGatewayThere(HostView host) {
        return host.gateway() && !host.here();
    }

    private static List<IpAddress> addresses(HostStanding standing) {
        var mac = standing.mac();
        return standing.addresses().stream()
                .filter(each -> mac != null && mac.mac() != null && mac.mac().equals(each.mac()))
                .flatMap(each -> Optional.ofNullable(each.address()).stream())
                .toList();
    }

    private static void remote(StringBuilder text, HostView host) {
        var segment = segment(host);
        text.append(segment.isPresent() ? " Remote ES: " : " Remote VTEP: ");
        text.append(place(host, PortNames.NONE));
    }

    private static void sequences(StringBuilder text, HostView host) {
        text.append(" Local Seq: ").append(local(host));
        text.append(" Remote Seq: ").append(remote(host)).append('\n');
    }

    private static void duplicate(StringBuilder text, HostView host) {
        var duplicate = host.duplicate();
        if (duplicate != null) {
            text.append(" Duplicate, detection count ").append(duplicate.moves());
            text.append(duplicate.frozen() ? ", frozen\n" : "\n");
        }
    }

    /// A MAC address, into the object that is open.
    public static void macJson(JsonGenerator json, HostView host, PortNames ports) {
        json.writeObjectPropertyStart(String.valueOf(host.mac()));
        where(json, host, ports);
        flags(json, host);
        sequences(json, host);
        json.writeEndObject();
    }

    /// All that is known of one, into the object that is open; nothing where nobody has it.
    public static void detailJson(JsonGenerator json, HostStanding standing, PortNames ports) {
        var host = standing.mac();
        if (host != null) {
            detailJson(json, host, standing, ports);
        }
    }

    private static void detailJson(
            JsonGenerator json, HostView host, HostStanding standing, PortNames ports) {
        json.writeObjectPropertyStart(String.valueOf(host.mac()));
        where(json, host, ports);
        flags(json, host);
        sequences(json, host);
        json.writeNumberProperty("syncNeighCount", 0);
        segment(host).ifPresent(it -> json.writeStringProperty("esi", it));
        var addresses = addresses(standing);
        if (addresses.isEmpty()) {
            json.writeStringProperty("neighbors", "none");
        } else {
            json.writeObjectPropertyStart("neighbors");
            json.writeArrayPropertyStart("active");
            addresses.forEach(each -> json.writeString(each.toString()));
            json.writeEndArray();
            json.writeArrayPropertyStart("inactive").writeEndArray();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void where(JsonGenerator json, HostView host, PortNames ports) {
        json.writeStringProperty("type", type(host));
        if (host.here()) {
            json.writeStringProperty("intf", port(host, ports));
        } else {
            json.writeStringProperty(
                    segment(host).isPresent() ? "remoteEs" : "remoteVtep", place(host, ports));
        }
    }

    private static void sequences(JsonGenerator json, HostView host) {
        json.writeNumberProperty("localSequence", local(host));
        json.writeNumberProperty("remoteSequence", remote(host));
        var duplicate = host.duplicate();
        json.writeNumberProperty("detectionCount", duplicate == null ? 0 : duplicate.moves());
        json.writeBooleanProperty("isDuplicate", duplicate != null);
    }

    // IP addresses.

    /// What stands above the IP addresses of one bridge domain of several.
    public static String neighborTitle(Vni vni, int neighbors) {
        return "\nVNI %s #ARP (IPv4 and IPv6, local and remote) %d\n\n".formatted(vni, neighbors);
    }

    /// How wide the columns of a table of IP addresses are.
    ///
    /// @param address of the first
    /// @param place of that which says where it is
    /// @param grows whether a place that is longer makes its column wider
    public record Widths(int address, int place, boolean grows) {
        private static final int LEAST_ADDRESS = 15;

        /// Where there are several tables, no place makes a column wider.
        private static final Widths OF_SEVERAL = new Widths(LEAST_ADDRESS, 40, false);

        /// Nor where a part of one is shown.
        private static final Widths OF_PART = new Widths(LEAST_ADDRESS, 39, false);

        private static final Widths OF_ONE = new Widths("Neighbor".length(), 1, true);
        private static final Widths OLD = new Widths(LEAST_ADDRESS, 30, false);

        /// Those of a table without rows.
        ///
        /// @param isOneOfSeveral whether it is
        /// @param isOfPart whether it is of the addresses behind one VTEP
        public static Widths least(Layout layout, boolean isOneOfSeveral, boolean isOfPart) {
            if (layout.isOld()) {
                return OLD;
            }
            if (isOneOfSeveral) {
                return OF_SEVERAL;
            }
            return isOfPart ? OF_PART : OF_ONE;
        }

        /// As wide as one more needs them. An Ethernet segment stands out, as with FRR.
        public Widths with(HostView host) {
            int needed = host.vtep() == null || !grows ? 0 : host.vtep().toString().length();
            return new Widths(
                    Math.max(address, String.valueOf(host.address()).length()),
                    Math.max(place, needed),
                    grows);
        }

        public String header() {
            return row("Neighbor", "Type", "Flags", "State", "MAC", "Remote ES/VTEP", "Seq #'s");
        }

        public String neighbor(HostView host) {
            return row(
                    String.valueOf(host.address()),
                    type(host),
                    "",
                    state(host),
                    host.mac() == null ? "" : host.mac(),
                    host.here() ? "" : place(host),
                    sequences(host));
        }

        private String row(Object... values) {
            return String.format(
                    Locale.ROOT,
                    "%-" + address + "s %-6s %-5s %-8s %-17s %-" + place + "s %s\n",
                    values);
        }

        private static String place(HostView host) {
            return HostText.place(host, PortNames.NONE);
        }
    }

    private static String state(HostView host) {
        return host.here() || host.vtep() != null ? "active" : "inactive";
    }

    /// All that is known of an IP address.
    public static String neighbor(HostView host) {
        var text = new StringBuilder();
        text.append("IP: ").append(host.address()).append('\n');
        text.append(" Type: ").append(type(host)).append('\n');
        text.append(" State: ").append(state(host)).append('\n');
        text.append(" MAC: ").append(host.mac() == null ? "" : host.mac()).append('\n');
        text.append(" Sync-info: -\n");
        if (isElsewhere(host)) {
            remote(text, host);
            text.append('\n');
        }
        text.append(isGatewayHere(host) ? " Flags: Default-gateway\n" : "");
        sequences(text, host);
        duplicate(text, host);
        return text.toString();
    }

    /// An IP address, into the object that is open.
    public static void neighborJson(JsonGenerator json, HostView host) {
        json.writeObjectPropertyStart(String.valueOf(host.address()));
        neighborFields(json, host);
        json.writeEndObject();
    }

    /// What is known of an IP address, into the object that is open.
    public static void neighborFields(JsonGenerator json, HostView host) {
        json.writeStringProperty("type", type(host));
        json.writeStringProperty("state", state(host));
        if (host.mac() != null) {
            Fields.text(json, "mac", host.mac());
        }
        if (isElsewhere(host)) {
            json.writeStringProperty(
                    segment(host).isPresent() ? "remoteEs" : "remoteVtep",
                    place(host, PortNames.NONE));
        }
        if (isGatewayHere(host)) {
            json.writeBooleanProperty("defaultGateway", true);
        }
        sequences(json, host);
    }
}
