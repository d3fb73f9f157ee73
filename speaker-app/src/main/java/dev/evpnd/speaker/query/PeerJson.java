package dev.evpnd.speaker.query;

import dev.evpnd.rib.in.InboundCounters;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.speaker.json.CapabilityJson;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.json.MessageJson;
import dev.evpnd.speaker.neighbor.DownReasons;
import dev.evpnd.speaker.neighbor.MessageCounts;
import dev.evpnd.speaker.neighbor.PeerStatus;
import dev.evpnd.speaker.session.Effect.DownReason;
import dev.evpnd.speaker.transport.SocketAddresses;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.LongLivedGracefulRestart;
import dev.evpnd.wire.capability.Negotiated;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.capability.SoftwareVersion;
import dev.evpnd.wire.message.Notification;

import tools.jackson.core.JsonGenerator;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Peers and their sessions.
public final class PeerJson {
    private PeerJson() {}

    /// A peer, as an object.
    static void write(JsonGenerator json, PeerView view) {
        json.writeStartObject();
        writeFields(json, view);
        json.writeEndObject();
    }

    /// A peer, into the object that is open.
    public static void writeFields(JsonGenerator json, PeerView view) {
        var status = view.status();
        configured(json, view);
        state(json, view);
        var peer = status.peer();
        if (peer != null) {
            Fields.text(json, "routerId", peer.identifier());
            json.writeStringProperty("kind", Words.of(peer.kind()));
            negotiated(json, view, peer);
        }
        json.writeObjectPropertyStart("messages");
        counts(json, "received", status.received());
        counts(json, "sent", status.sent());
        json.writeEndObject();
        received(json, view);
        waiting(json, status);
        lastEnd(json, view);
    }

    private static void configured(JsonGenerator json, PeerView view) {
        var settings = view.status().settings();
        Fields.text(json, "address", view.status().address());
        settings.group().ifPresent(group -> json.writeStringProperty("peerGroup", group));
        if (!settings.description().isEmpty()) {
            json.writeStringProperty("description", settings.description());
        }
        json.writeBooleanProperty("dynamic", view.status().dynamic());
        json.writeBooleanProperty("passive", settings.session().passive());
        settings.shutdown().ifPresent(text -> json.writeStringProperty("shutdown", text));
        view.remoteAs().ifPresent(asn -> Fields.u32(json, "remoteAs", asn.number()));
        Fields.u32(json, "localAs", settings.session().localAs().number());
    }

    private static void state(JsonGenerator json, PeerView view) {
        var status = view.status();
        Fields.text(json, "state", status.peering().state());
        Fields.text(json, "since", view.since());
        json.writeNumberProperty("sinceMilliseconds", status.changedMillisAgo());
        json.writeNumberProperty("connectionsEstablished", status.peering().establishments());
        json.writeNumberProperty("connectRetryCounter", status.peering().connectRetryCounter());
        json.writeBooleanProperty("overLimit", status.overLimit());
        var ends = status.ends();
        if (ends != null && status.isEstablished()) {
            Fields.text(json, "localAddress", SocketAddresses.address(ends.local().getAddress()));
            json.writeNumberProperty("localPort", ends.local().getPort());
        }
    }

    private static void negotiated(JsonGenerator json, PeerView view, Peer peer) {
        var negotiated = peer.negotiated();
        var peering = view.status().peering();
        json.writeObjectPropertyStart("negotiated");
        families(json, "families", negotiated.families());
        peering.holdSeconds().ifPresent(it -> json.writeNumberProperty("holdTime", it));
        peering.keepaliveSeconds().ifPresent(it -> json.writeNumberProperty("keepaliveTime", it));
        json.writeBooleanProperty("external", negotiated.external());
        json.writeBooleanProperty("fourOctetAs", negotiated.fourOctetAs());
        json.writeObjectPropertyStart("extendedMessages");
        json.writeBooleanProperty("receive", negotiated.extendedReceive());
        json.writeBooleanProperty("send", negotiated.extendedSend());
        json.writeEndObject();
        json.writeBooleanProperty("routeRefresh", negotiated.routeRefresh());
        json.writeBooleanProperty("enhancedRouteRefresh", negotiated.enhancedRouteRefresh());
        json.writeObjectPropertyStart("addPath");
        families(json, "receive", negotiated.addPathReceive());
        families(json, "send", negotiated.addPathSend());
        json.writeEndObject();
        restart(json, negotiated);
        said(json, view);
        json.writeEndObject();
        capabilities(json, "capabilitiesReceived", negotiated.received());
        capabilities(
                json,
                "capabilitiesSent",
                peering.sentOpen().map(open -> open.capabilities()).orElse(List.of()));
    }

    private static void restart(JsonGenerator json, Negotiated negotiated) {
        var graceful = negotiated.gracefulRestart();
        if (graceful.isPresent()) {
            json.writeObjectPropertyStart("gracefulRestart");
            json.writeNumberProperty("restartTime", graceful.get().restartSeconds());
            json.writeBooleanProperty("restarted", graceful.get().restarted());
            json.writeBooleanProperty("notification", graceful.get().survivesNotification());
            json.writeArrayPropertyStart("families");
            for (GracefulRestart.Entry entry : graceful.get().entries()) {
                json.writeStartObject();
                Fields.text(json, "family", entry.family());
                json.writeBooleanProperty("forwardingState", entry.forwardingPreserved());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        var longLived = negotiated.longLivedGracefulRestart();
        if (longLived.isPresent()) {
            json.writeObjectPropertyStart("longLivedGracefulRestart");
            json.writeArrayPropertyStart("families");
            for (LongLivedGracefulRestart.Entry entry : longLived.get().entries()) {
                json.writeStartObject();
                Fields.text(json, "family", entry.family());
                json.writeBooleanProperty("forwardingState", entry.forwardingPreserved());
                json.writeNumberProperty("staleTime", entry.staleSeconds());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /// What the peer said of itself, and nothing had to be agreed on.
    private static void said(JsonGenerator json, PeerView view) {
        view.announced(Role.class)
                .ifPresent(role -> json.writeNumberProperty("role", role.value()));
        view.announced(Fqdn.class)
                .ifPresent(
                        name -> {
                            json.writeStringProperty("hostname", name.hostName());
                            json.writeStringProperty("domainname", name.domainName());
                        });
        view.announced(SoftwareVersion.class)
                .ifPresent(it -> json.writeStringProperty("softwareVersion", it.version()));
    }

    private static void capabilities(
            JsonGenerator json, String name, List<Capability> capabilities) {
        json.writeArrayPropertyStart(name);
        capabilities.forEach(each -> CapabilityJson.write(json, each));
        json.writeEndArray();
    }

    private static void families(
            JsonGenerator json, String name, Collection<AddressFamily> families) {
        json.writeArrayPropertyStart(name);
        families.stream().map(AddressFamily::toString).sorted().forEach(json::writeString);
        json.writeEndArray();
    }

    private static void counts(JsonGenerator json, String name, MessageCounts.Snapshot counts) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("messages", counts.messages());
        json.writeNumberProperty("updates", counts.updates());
        json.writeNumberProperty("octets", counts.octets());
        json.writeEndObject();
    }

    private static void received(JsonGenerator json, PeerView view) {
        json.writeArrayPropertyStart("received");
        view.received()
                .forEach(
                        (family, counters) -> {
                            json.writeStartObject();
                            Fields.family(json, family.family());
                            received(json, counters);
                            json.writeEndObject();
                        });
        json.writeEndArray();
    }

    private static void received(JsonGenerator json, InboundCounters counters) {
        json.writeNumberProperty("announced", counters.announced());
        json.writeNumberProperty("withdrawn", counters.withdrawn());
        json.writeNumberProperty("held", counters.held());
        json.writeNumberProperty("accepted", counters.accepted());
        json.writeNumberProperty("stale", counters.stale());
        dropped(json, counters.dropped());
    }

    static void dropped(JsonGenerator json, Map<DropReason, Long> dropped) {
        json.writeObjectPropertyStart("dropped");
        new TreeMap<>(dropped)
                .forEach((reason, count) -> json.writeNumberProperty(Words.of(reason), count));
        json.writeEndObject();
    }

    private static void waiting(JsonGenerator json, PeerStatus status) {
        json.writeObjectPropertyStart("waiting");
        json.writeNumberProperty("inputOctets", status.inputWaiting());
        json.writeNumberProperty("outputOctets", status.outputWaiting());
        json.writeBooleanProperty("readingPaused", status.paused());
        json.writeEndObject();
    }

    private static void lastEnd(JsonGenerator json, PeerView view) {
        var reason = view.status().peering().lastEnd();
        if (reason.isPresent()) {
            json.writeObjectPropertyStart("lastEnd");
            view.lastEnd().ifPresent(at -> Fields.text(json, "at", at));
            json.writeStringProperty("reason", DownReasons.text(reason.get()));
            switch (reason.get()) {
                case DownReason.Sent(var it) -> notification(json, "notificationSent", it);
                case DownReason.Received(var it) -> notification(json, "notificationReceived", it);
                case DownReason.ConnectionLost _,
                        DownReason.Restarting _,
                        DownReason.NotConnected _,
                        DownReason.Replaced _ -> {
                    // There was no NOTIFICATION.
                }
            }
            json.writeEndObject();
        }
        var error = view.status().lastError();
        if (!error.isEmpty()) {
            json.writeStringProperty("lastConnectError", error);
        }
    }

    private static void notification(JsonGenerator json, String name, Notification notification) {
        json.writeObjectPropertyStart(name);
        new MessageJson(json, Set.of()).writeNotification(notification);
        json.writeEndObject();
    }
}
