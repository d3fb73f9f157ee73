package dev.evpnd.it.tshark;

import dev.evpnd.it.tshark.Fields.Remark;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.AddPath;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.ExtendedMessage;
import dev.evpnd.wire.capability.ExtendedNextHop;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.capability.RouteRefresh;
import dev.evpnd.wire.capability.SoftwareVersion;
import dev.evpnd.wire.capability.Unrecognized;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

/// Capabilities in tshark's words. Those that are newer than it is are octets to it.
final class CapabilityFields {
    /// A draft's capability, each octet of which tshark takes for a capability code.
    private static final int DYNAMIC_CAPABILITY = 67;

    private final Fields out;

    CapabilityFields(Fields out) {
        this.out = out;
    }

    void add(Capability capability) {
        out.node("bgp.cap").number("bgp.cap.type", capability.code());
        out.number("bgp.cap.length", capability.valueLength());
        switch (capability) {
            case Multiprotocol multiprotocol -> {
                out.number("bgp.cap.mp.afi", multiprotocol.family().afi());
                out.octets("bgp.cap.reserved", Octets.of(0));
                out.number("bgp.cap.mp.safi", multiprotocol.family().safi());
            }
            case ExtendedNextHop nextHop -> nextHop.entries().forEach(this::nextHop);
            case GracefulRestart restart -> gracefulRestart(restart);
            case FourOctetAs number -> out.text("bgp.cap.4as", number.asn());
            case AddPath addPath -> addPath.entries().forEach(this::addPath);
            case Fqdn fqdn -> fqdn(fqdn);
            case LongLivedGracefulRestart restart -> unread(longLived(restart));
            case Role role -> unread(Octets.of(role.value()));
            case SoftwareVersion version -> unread(software(version));
            case Unrecognized unrecognized -> unrecognized(unrecognized);
            case RouteRefresh refresh -> {}
            case EnhancedRouteRefresh refresh -> {}
            case ExtendedMessage extended -> {}
        }
    }

    private void nextHop(ExtendedNextHop.Entry entry) {
        out.number("bgp.cap.enh.afi", entry.family().afi());
        out.number("bgp.cap.enh.safi", entry.family().safi());
        out.number("bgp.cap.enh.nhafi", entry.nextHopAfi());
    }

    private void gracefulRestart(GracefulRestart restart) {
        if (restart.entries().isEmpty()) {
            out.remark(Remark.HELPER_MODE);
        }
        int flags = restart.restartFlags();
        out.hex("bgp.cap.gr.timers", 4, flags << 12 | restart.restartSeconds());
        out.flag("bgp.cap.gr.timers.restart_flag", (flags & GracefulRestart.RESTART_STATE) != 0);
        out.flag(
                "bgp.cap.gr.timers.notification_flag", (flags & GracefulRestart.NOTIFICATION) != 0);
        out.number("bgp.cap.gr.timers.restart_time", restart.restartSeconds());
        for (var entry : restart.entries()) {
            family("bgp.cap.gr", entry.family());
            out.hex("bgp.cap.gr.flag", 2, entry.flags());
            out.flag("bgp.cap.gr.flag.pfs", entry.forwardingPreserved());
        }
    }

    private void addPath(AddPath.Entry entry) {
        family("bgp.cap.ap", entry.family());
        out.number("bgp.cap.ap.sendreceive", entry.sendReceive());
    }

    private void family(String prefix, AddressFamily family) {
        out.number(prefix + ".afi", family.afi()).number(prefix + ".safi", family.safi());
    }

    private void fqdn(Fqdn fqdn) {
        var name = "bgp.cap.orf.fqdn.";
        out.number(name + "hostname.len", Octets.ofUtf8(fqdn.hostName()).length());
        out.text(name + "hostname", fqdn.hostName());
        out.number(name + "domain_name.len", Octets.ofUtf8(fqdn.domainName()).length());
        out.text(name + "domain_name", fqdn.domainName());
    }

    private static Octets longLived(LongLivedGracefulRestart restart) {
        var writer = new OctetWriter();
        for (var entry : restart.entries()) {
            writer.u16(entry.family().afi()).u8(entry.family().safi());
            writer.u8(entry.flags()).u24(entry.staleSeconds());
        }
        return writer.toOctets();
    }

    private static Octets software(SoftwareVersion version) {
        var text = Octets.ofUtf8(version.version());
        return new OctetWriter().u8(text.length()).octets(text).toOctets();
    }

    private void unrecognized(Unrecognized unrecognized) {
        if (unrecognized.code() != DYNAMIC_CAPABILITY) {
            unread(unrecognized.value());
            return;
        }
        for (int i = 0; i < unrecognized.value().length(); i++) {
            out.number("bgp.cap.dc", unrecognized.value().at(i));
        }
    }

    private void unread(Octets value) {
        if (!value.isEmpty()) {
            out.octets("bgp.cap.unknown", value);
        }
    }
}
