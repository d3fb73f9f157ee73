package dev.evpnd.speaker.show;

import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.kernel.VxlanDevice;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.LinkAddress;
import dev.evpnd.speaker.query.Moment;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;

import tools.jackson.core.JsonGenerator;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// A VXLAN device, as `show interface NAME` has it: what FRR may be told of devices, and evpnd has
/// no use for, is as FRR has it before it is told.
public final class VxlanDeviceText {
    private static final String NOT_SPECIFIED = "Not specified by CLI";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SS", Locale.ROOT);

    private static final Comparator<LinkAddress> BY_FAMILY =
            Comparator.<LinkAddress, Boolean>comparing(
                            each -> !(each.address() instanceof Ipv4Address))
                    .thenComparing(LinkAddress::address, Comparator.<IpAddress>naturalOrder());

    private final VxlanDevice device;
    private final Link link;
    private final Moment moment;

    public VxlanDeviceText(VxlanDevice device, Moment moment) {
        this.device = device;
        this.link = device.link();
        this.moment = moment;
    }

    private List<LinkAddress> addresses() {
        return device.addresses().stream().sorted(BY_FAMILY).toList();
    }

    private static String prefix(LinkAddress of) {
        return of.address() + "/" + of.prefixLength();
    }

    private String flags() {
        return "<%sBROADCAST,%sMULTICAST>"
                .formatted(
                        link.isUp() ? link.isRunning() ? "UP,LOWER_UP," : "UP," : "",
                        link.isUp() && link.isRunning() ? "RUNNING," : "");
    }

    private Optional<String> masterOf(Class<? extends Link.Kind> kind) {
        return device.master().filter(each -> kind.isInstance(each.kind())).map(Link::name);
    }

    private String vrf() {
        return masterOf(Link.Vrf.class).orElse("default");
    }

    private String portKind() {
        return masterOf(Link.Bridge.class).isPresent()
                ? "Bridge"
                : masterOf(Link.Vrf.class).isPresent() ? "Vrf" : "None";
    }

    private Optional<String> time(OptionalLong millis) {
        return millis.isPresent()
                ? Optional.of(
                        TIME.format(moment.at(millis.getAsLong()).atZone(ZoneId.systemDefault())))
                : Optional.empty();
    }

    // As text.

    public String text() {
        var text = new StringBuilder();
        text.append("Interface ").append(link.name()).append(" is ");
        text.append(
                link.isUp()
                        ? "up, line protocol is " + (link.isRunning() ? "up" : "down")
                        : "down");
        text.append('\n');
        changes(text, "Link ups:      ", device.changes().ups(), device.changes().lastUpMillis());
        changes(
                text,
                "Link downs:    ",
                device.changes().downs(),
                device.changes().lastDownMillis());
        text.append("  Total Carrier Changes: 0\n  vrf: ").append(vrf()).append('\n');
        text.append("  index ").append(link.index());
        text.append(" metric 0 mtu ").append(link.mtu());
        text.append(" speed 0 txqlen ").append(link.queueLength()).append('\n');
        text.append("  flags: ").append(flags()).append('\n');
        text.append("  MPLS  ").append(NOT_SPECIFIED);
        text.append("\n  Multicast config is ").append(NOT_SPECIFIED);
        text.append("\n  Shutdown config is ").append(NOT_SPECIFIED);
        text.append("\n  Type: Ethernet\n");
        if (link.address() != null) {
            text.append("  HWaddr: ").append(link.address()).append('\n');
        }
        for (var each : addresses()) {
            text.append(each.address() instanceof Ipv4Address ? "  inet " : "  inet6 ");
            text.append(prefix(each)).append('\n');
        }
        text.append("  Interface Type Vxlan\n  Interface Slave Type ").append(portKind());
        text.append('\n');
        tunnel(text);
        device.master()
                .filter(each -> each.kind() instanceof Link.Bridge)
                .ifPresent(
                        each ->
                                text.append("  Master interface: ")
                                        .append(each.name())
                                        .append('\n'));
        // FRR's line ends so.
        text.append("  protodown: off \n");
        if (!device.lower().isEmpty()) {
            text.append("  Parent interface: ").append(device.lower()).append('\n');
        }
        return text.toString();
    }

    private void changes(StringBuilder to, String name, long count, OptionalLong last) {
        to.append("  ").append(name).append(' ').append(count).append("    last: ");
        to.append(time(last).orElse("(never)")).append('\n');
    }

    private void tunnel(StringBuilder to) {
        if (device.vxlan().local() != null) {
            to.append("  VTEP IP: ").append(device.vxlan().local());
        }
        if (!device.lower().isEmpty()) {
            to.append(" Link Interface ").append(device.lower());
        }
        to.append('\n');
        for (var each : device.segments()) {
            to.append("  VxLAN Id ").append(each.vni());
            if (each.vlan() != 0) {
                to.append(" Access VLAN Id ").append(each.vlan());
            }
            to.append('\n');
            each.group().ifPresent(group -> to.append("  Mcast Group ").append(group).append('\n'));
        }
    }

    // As JSON.

    /// The same, into the object that is open.
    public void json(JsonGenerator json) {
        json.writeObjectPropertyStart(link.name());
        state(json);
        json.writeStringProperty("vrfName", vrf());
        for (var each : List.of("mplsEnabled", "linkDown", "linkDownV6", "mcForwardingV4")) {
            json.writeBooleanProperty(each, false);
        }
        json.writeBooleanProperty("mcForwardingV6", false);
        json.writeBooleanProperty("bgpRAConfigured", false);
        json.writeStringProperty("multicastConfig", NOT_SPECIFIED);
        json.writeStringProperty("shutdownConfig", NOT_SPECIFIED);
        json.writeStringProperty("mplsConfig", NOT_SPECIFIED);
        json.writeNumberProperty("speedChecked", 1);
        json.writeBooleanProperty("pseudoInterface", false);
        json.writeNumberProperty("index", link.index());
        json.writeNumberProperty("metric", 0);
        json.writeNumberProperty("mtu", link.mtu());
        json.writeNumberProperty("speed", 0);
        json.writeNumberProperty("txqlen", link.queueLength());
        json.writeStringProperty("flags", flags());
        json.writeStringProperty("type", "Ethernet");
        if (link.address() != null) {
            Fields.text(json, "hardwareAddress", link.address());
        }
        json.writeArrayPropertyStart("ipAddresses");
        addresses().forEach(each -> json(json, each));
        json.writeEndArray();
        json.writeStringProperty("interfaceType", "Vxlan");
        json.writeStringProperty("interfaceSlaveType", portKind());
        tunnel(json);
        masterOf(Link.Bridge.class)
                .ifPresent(each -> json.writeStringProperty("masterInterface", each));
        json.writeBooleanProperty("lacpBypass", false);
        json.writeObjectPropertyStart("evpnMh");
        json.writeEndObject();
        json.writeStringProperty("protodown", "off");
        if (!device.lower().isEmpty()) {
            json.writeStringProperty("parentInterface", device.lower());
        }
        json.writeNumberProperty("carrierChanges", 0);
        json.writeEndObject();
    }

    private void state(JsonGenerator json) {
        json.writeStringProperty("administrativeStatus", link.isUp() ? "up" : "down");
        if (link.isUp()) {
            json.writeStringProperty("operationalStatus", link.isRunning() ? "up" : "down");
            json.writeBooleanProperty("linkDetection", true);
        }
        json.writeNumberProperty("linkUps", device.changes().ups());
        json.writeNumberProperty("linkDowns", device.changes().downs());
        time(device.changes().lastUpMillis())
                .ifPresent(each -> json.writeStringProperty("lastLinkUp", each));
        time(device.changes().lastDownMillis())
                .ifPresent(each -> json.writeStringProperty("lastLinkDown", each));
    }

    private static void json(JsonGenerator json, LinkAddress of) {
        json.writeStartObject();
        json.writeStringProperty("address", prefix(of));
        json.writeBooleanProperty("secondary", false);
        json.writeBooleanProperty("noPrefixRoute", false);
        json.writeBooleanProperty("unnumbered", false);
        json.writeEndObject();
    }

    private void tunnel(JsonGenerator json) {
        if (device.vxlan().local() != null) {
            Fields.text(json, "vtepIp", device.vxlan().local());
        }
        if (!device.lower().isEmpty()) {
            json.writeStringProperty("linkInterface", device.lower());
        }
        json.writeObjectPropertyStart("vxlanId");
        for (var each : device.segments()) {
            json.writeObjectPropertyStart(String.valueOf(each.vni()));
            if (each.vlan() != 0) {
                json.writeNumberProperty("accessVlanId", each.vlan());
            }
            json.writeStringProperty(
                    "mcastGroup", each.group().map(IpAddress::toString).orElse("0.0.0.0"));
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
