package dev.evpnd.speaker.show;

import dev.evpnd.rib.route.DropReason;
import dev.evpnd.speaker.json.Fields;
import dev.evpnd.speaker.neighbor.MessageCounts;
import dev.evpnd.speaker.query.PeerDetail;
import dev.evpnd.speaker.transport.SocketAddresses;
import dev.evpnd.speaker.transport.SocketState;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.message.Notification;

import tools.jackson.core.JsonGenerator;

/// The same as JSON.
public final class NeighborJson {
    private static final long MILLIS = 1000;
    private static final String UNKNOWN = "Unknown";

    private final JsonGenerator json;
    private final NeighborFacts facts;
    private final PeerDetail detail;

    private NeighborJson(JsonGenerator json, PeerDetail detail) {
        this.json = json;
        this.detail = detail;
        facts = new NeighborFacts(detail);
    }

    /// Writes a peer into the object that is open, under its address.
    public static void write(JsonGenerator json, PeerDetail detail) {
        json.writeObjectPropertyStart(detail.view().status().address().toString());
        new NeighborJson(json, detail).write();
        json.writeEndObject();
    }

    private void write() {
        identity();
        state();
        timers();
        if (facts.isEstablished()) {
            CapabilitiesJson.write(json, Capabilities.of(detail.view()));
        }
        NeighborRestartJson.write(json, NeighborRestart.of(detail));
        messages();
        prefixes();
        json.writeNumberProperty("minBtwnAdvertisementRunsTimerMsecs", 0);
        facts.status()
                .settings()
                .transport()
                .source()
                .ifPresent(it -> Fields.text(json, "updateSource", it));
        json.writeNumberProperty("bgpUpdateDelayTimerMsecs", 0);
        json.writeNumberProperty("bgpUpdateDelayTimerMsecsRemaining", 0);
        json.writeObjectPropertyStart("addressFamilyInfo");
        NeighborFamily.of(detail).forEach(it -> NeighborFamilyJson.write(json, it));
        json.writeEndObject();
        history();
        connection();
    }

    private void identity() {
        var status = facts.status();
        var settings = status.settings();
        Fields.text(json, "neighborAddr", status.address());
        json.writeNumberProperty("remoteAs", facts.row().remoteAs());
        json.writeNumberProperty("localAs", facts.row().localAs());
        var local = settings.routes().imports().localAs();
        if (local != null) {
            truth("localAsNoPrepend", !local.prepended());
            truth("localAsReplaceAs", local.inPlace());
        }
        json.writeBooleanProperty("localAsReplaceAsDualAs", false);
        json.writeBooleanProperty(facts.isExternal() ? "nbrExternalLink" : "nbrInternalLink", true);
        json.writeStringProperty("localRole", facts.localRole());
        json.writeStringProperty("remoteRole", facts.remoteRole());
        if (!settings.description().isEmpty()) {
            json.writeStringProperty("nbrDesc", settings.description());
        }
        json.writeStringProperty("hostname", detail.view().hostName().orElse(UNKNOWN));
        detail.view()
                .announced(Fqdn.class)
                .map(Fqdn::domainName)
                .filter(it -> !it.isEmpty())
                .ifPresent(it -> json.writeStringProperty("domainname", it));
        settings.group().ifPresent(it -> json.writeStringProperty("peerGroup", it));
        detail.range().ifPresent(it -> Fields.text(json, "peerSubnetRangeGroup", it));
        truth("adminShutDown", settings.shutdown().isPresent());
        json.writeNumberProperty("bgpVersion", 4);
        Fields.text(json, "remoteRouterId", facts.remoteIdentifier());
        Fields.text(json, "localRouterId", detail.identifier());
    }

    private void truth(String name, boolean truth) {
        if (truth) {
            json.writeBooleanProperty(name, true);
        }
    }

    private void state() {
        var status = facts.status();
        Fields.text(json, "bgpState", facts.state());
        facts.waitsFor().ifPresent(it -> json.writeStringProperty("bgpStateIs", it));
        if (facts.isEstablished()) {
            json.writeNumberProperty("bgpTimerUpMsec", status.changedMillisAgo());
            json.writeStringProperty(
                    "bgpTimerUpString", NeighborFacts.time(status.changedMillisAgo()));
            json.writeNumberProperty(
                    "bgpTimerUpEstablishedEpoch", detail.view().since().getEpochSecond());
        }
        json.writeNumberProperty("bgpTimerLastRead", facts.lastReadMillis());
        json.writeNumberProperty(
                "bgpTimerLastWrite",
                status.sent().lastMillisAgo().orElse(status.changedMillisAgo()));
        json.writeNumberProperty(
                "bgpInUpdateElapsedTimeMsecs",
                status.received().updateMillisAgo().orElse(status.changedMillisAgo()));
    }

    private void timers() {
        var status = facts.status();
        var timers = facts.session().timers();
        json.writeNumberProperty("bgpTimerConfiguredHoldTimeMsecs", timers.hold() * MILLIS);
        json.writeNumberProperty(
                "bgpTimerConfiguredKeepAliveIntervalMsecs", timers.keepalive() * MILLIS);
        json.writeNumberProperty("bgpTimerHoldTimeMsecs", facts.holdSeconds() * MILLIS);
        json.writeNumberProperty(
                "bgpTimerKeepAliveIntervalMsecs", facts.keepaliveSeconds() * MILLIS);
        json.writeNumberProperty(
                "bgpTcpMssConfigured", status.settings().transport().maxSegment().orElse(0));
        json.writeNumberProperty(
                "bgpTcpMssSynced", status.socket().map(SocketState::maxSegment).orElse(0L));
        json.writeBooleanProperty("extendedOptionalParametersLength", false);
        json.writeNumberProperty("bgpTimerConfiguredConditionalAdvertisementsSec", 60);
    }

    private void messages() {
        var status = facts.status();
        json.writeObjectPropertyStart("messageStats");
        json.writeNumberProperty("depthInq", status.inputWaiting());
        json.writeNumberProperty("depthOutq", status.outputWaiting());
        messages("Sent", status.sent());
        messages("Recv", status.received());
        json.writeEndObject();
    }

    private void messages(String direction, MessageCounts.Snapshot counts) {
        json.writeNumberProperty("opens" + direction, counts.opens());
        json.writeNumberProperty("notifications" + direction, counts.notifications());
        json.writeNumberProperty("updates" + direction, counts.updates());
        json.writeNumberProperty("keepalives" + direction, counts.keepalives());
        json.writeNumberProperty("routeRefresh" + direction, counts.routeRefreshes());
        json.writeNumberProperty("capability" + direction, 0);
        json.writeNumberProperty("total" + direction, counts.messages());
    }

    private void prefixes() {
        var faults = facts.status().faults();
        json.writeObjectPropertyStart("prefixStats");
        json.writeNumberProperty("inboundFiltered", facts.filtered());
        json.writeNumberProperty("aspathLoop", facts.dropped(DropReason.AS_LOOP));
        json.writeNumberProperty("originatorLoop", facts.dropped(DropReason.OWN_ORIGINATOR_ID));
        json.writeNumberProperty("clusterLoop", facts.dropped(DropReason.CLUSTER_LOOP));
        json.writeNumberProperty("invalidNextHop", facts.dropped(DropReason.OWN_NEXT_HOP));
        json.writeNumberProperty("withdrawn", faults.withdrawn());
        json.writeNumberProperty("attributesDiscarded", faults.discarded());
        json.writeEndObject();
    }

    private void history() {
        json.writeNumberProperty("connectionsEstablished", facts.row().establishments());
        json.writeNumberProperty("connectionsDropped", facts.row().drops());
        facts.lastReset(Layout.USUAL).ifPresent(this::lastReset);
        json.writeStringProperty("softwareVersion", facts.softwareVersion());
        truth("prefixesConfigExceedMax", facts.isOverLimit());
        truth("reducePrefixNumAndClearIpBgp", facts.isOverLimit());
        json.writeNumberProperty(
                facts.isExternal() ? "externalBgpNbrMaxHopsAway" : "internalBgpNbrMaxHopsAway",
                facts.hops());
    }

    private void lastReset(LastReset reset) {
        json.writeNumberProperty("lastResetTimerMsecs", reset.millisAgo());
        var notification = reset.notification();
        if (notification != null) {
            notification(reset, notification.hardResetCause().orElse(notification));
        }
        json.writeStringProperty("lastResetDueTo", reset.reason());
        json.writeNumberProperty("lastResetCode", reset.code());
    }

    private void notification(LastReset reset, Notification cause) {
        var code = cause.code();
        json.writeStringProperty(
                "lastErrorCodeSubcode", "%02X%02X".formatted(code.code(), code.subcode()));
        Fields.text(json, "lastNotificationReason", code);
        json.writeBooleanProperty("lastNotificationHardReset", reset.isHard());
        if (reset.isReceived()) {
            cause.shutdownCommunication()
                    .ifPresent(it -> json.writeStringProperty("lastShutdownDescription", it));
        }
    }

    private void connection() {
        var status = facts.status();
        var ends = status.ends();
        if (ends == null) {
            noConnection();
        } else {
            var local = SocketAddresses.address(ends.local().getAddress());
            Fields.text(json, "hostLocal", local);
            json.writeNumberProperty("portLocal", ends.local().getPort());
            var remote = SocketAddresses.address(ends.remote().getAddress());
            Fields.text(json, "hostForeign", remote);
            json.writeNumberProperty("portForeign", ends.remote().getPort());
            nextHops(local);
            json.writeStringProperty("bgpConnection", "nonSharedNetwork");
        }
        json.writeNumberProperty("connectRetryTimer", facts.session().timers().connectRetry());
        status.socket()
                .ifPresent(
                        it ->
                                json.writeNumberProperty(
                                        "estimatedRttInMsecs", it.roundTripMillis()));
        detail.startMillis()
                .ifPresent(it -> json.writeNumberProperty("nextStartTimerDueInMsecs", it));
        detail.connectMillis()
                .ifPresent(it -> json.writeNumberProperty("nextConnectTimerDueInMsecs", it));
        if (status.settings().transport().password().isPresent()) {
            json.writeNumberProperty("authenticationEnabled", 1);
        }
        json.writeStringProperty("readThread", facts.isReading() ? "on" : "off");
        json.writeStringProperty("writeThread", facts.isEstablished() ? "on" : "off");
    }

    private void noConnection() {
        json.writeStringProperty("hostLocal", UNKNOWN);
        json.writeNumberProperty("portLocal", -1);
        json.writeStringProperty("hostForeign", UNKNOWN);
        json.writeNumberProperty("portForeign", -1);
        json.writeStringProperty("nexthop", UNKNOWN);
        json.writeStringProperty("nexthopGlobal", UNKNOWN);
        json.writeStringProperty("nexthopLocal", UNKNOWN);
        json.writeStringProperty("bgpConnection", UNKNOWN);
    }

    private void nextHops(IpAddress local) {
        boolean isIpv4 = local instanceof Ipv4Address;
        json.writeStringProperty("nexthop", isIpv4 ? local.toString() : "0.0.0.0");
        json.writeStringProperty("nexthopGlobal", isIpv4 ? "::" : local.toString());
        json.writeStringProperty("nexthopLocal", "::");
    }
}
