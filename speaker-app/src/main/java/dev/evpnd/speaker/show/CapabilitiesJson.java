package dev.evpnd.speaker.show;

import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.ExtendedMessage;
import dev.evpnd.wire.capability.FourOctetAs;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.capability.RouteRefresh;
import dev.evpnd.wire.capability.SoftwareVersion;

import tools.jackson.core.JsonGenerator;

/// What both ends have announced, by FRR's keys.
final class CapabilitiesJson {
    private final JsonGenerator json;
    private final Capabilities all;

    private CapabilitiesJson(JsonGenerator json, Capabilities all) {
        this.json = json;
        this.all = all;
    }

    static void write(JsonGenerator json, Capabilities all) {
        json.writeObjectPropertyStart("neighborCapabilities");
        new CapabilitiesJson(json, all).write();
        json.writeEndObject();
    }

    private void write() {
        simple("4byteAs", FourOctetAs.class);
        simple("extendedMessage", ExtendedMessage.class);
        addPath();
        simple("dynamic", all.exchanged(CapabilitiesText.DYNAMIC));
        simple("role", Role.class);
        simple("longLivedGracefulRestart", LongLivedGracefulRestart.class);
        all.received(LongLivedGracefulRestart.class).ifPresent(this::longLived);
        simple("routeRefresh", RouteRefresh.class);
        simple("enhancedRouteRefresh", EnhancedRouteRefresh.class);
        json.writeObjectPropertyStart("multiprotocolExtensions");
        for (var family : all.families()) {
            json.writeObjectPropertyStart(FamilyNames.json(family));
            json.writeBooleanProperty(all.exchanged(family).jsonText(), true);
            json.writeEndObject();
        }
        json.writeEndObject();
        names();
        json.writeObjectPropertyStart("linkLocalNextHop");
        var linkLocal = all.exchanged(CapabilitiesText.LINK_LOCAL_NEXT_HOP);
        json.writeBooleanProperty("advertised", linkLocal.isAdvertised());
        json.writeBooleanProperty("received", linkLocal.isReceived());
        json.writeEndObject();
        restart();
    }

    private void simple(String name, Class<? extends Capability> kind) {
        simple(name, all.exchanged(kind));
    }

    private void simple(String name, Exchanged exchanged) {
        if (exchanged != Exchanged.NEITHER) {
            json.writeStringProperty(name, exchanged.jsonText());
        }
    }

    private void addPath() {
        boolean begun = false;
        for (var family : all.families()) {
            var sends = all.sendsPaths(family);
            var takes = all.takesPaths(family);
            if (sends == Exchanged.NEITHER && takes == Exchanged.NEITHER) {
                continue;
            }
            if (!begun) {
                json.writeObjectPropertyStart("addPath");
                begun = true;
            }
            json.writeObjectPropertyStart(FamilyNames.json(family));
            paths("tx", sends);
            paths("rx", takes);
            json.writeEndObject();
        }
        if (begun) {
            json.writeEndObject();
        }
    }

    private void paths(String direction, Exchanged exchanged) {
        if (exchanged != Exchanged.NEITHER) {
            json.writeBooleanProperty(
                    direction + "AdvertisedAndReceived", exchanged == Exchanged.BOTH);
            json.writeBooleanProperty(direction + "Advertised", exchanged.isAdvertised());
            json.writeBooleanProperty(direction + "Received", exchanged.isReceived());
        }
    }

    private void longLived(LongLivedGracefulRestart capability) {
        json.writeObjectPropertyStart("longLivedGracefulRestartByPeer");
        for (var entry : capability.entries()) {
            json.writeObjectPropertyStart(FamilyNames.json(entry.family()));
            json.writeBooleanProperty("preserved", entry.forwardingPreserved());
            json.writeNumberProperty("staleTime", entry.staleSeconds());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void names() {
        json.writeObjectPropertyStart("hostName");
        all.sent(Fqdn.class).ifPresent(it -> name("adv", it));
        all.received(Fqdn.class).ifPresent(it -> name("rcv", it));
        json.writeEndObject();
        json.writeObjectPropertyStart("softwareVersion");
        all.sent(SoftwareVersion.class)
                .ifPresent(
                        it -> json.writeStringProperty("advertisedSoftwareVersion", it.version()));
        all.received(SoftwareVersion.class)
                .ifPresent(it -> json.writeStringProperty("receivedSoftwareVersion", it.version()));
        json.writeEndObject();
    }

    private void name(String direction, Fqdn name) {
        json.writeStringProperty(
                direction + "HostName", CapabilitiesText.orNothing(name.hostName()));
        json.writeStringProperty(
                direction + "DomainName", CapabilitiesText.orNothing(name.domainName()));
    }

    private void restart() {
        simple("gracefulRestart", GracefulRestart.class);
        var received = all.received(GracefulRestart.class);
        if (received.isEmpty()) {
            return;
        }
        var capability = received.get();
        json.writeNumberProperty("gracefulRestartRemoteTimerSec", capability.restartSeconds());
        if (capability.restarted()) {
            json.writeBooleanProperty("rBitReceived", true);
        }
        if (capability.survivesNotification()) {
            json.writeBooleanProperty("nBitReceived", true);
        }
        json.writeObjectPropertyStart("addressFamiliesByPeer");
        for (var entry : capability.entries()) {
            json.writeObjectPropertyStart(FamilyNames.json(entry.family()));
            json.writeBooleanProperty("preserved", entry.forwardingPreserved());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
