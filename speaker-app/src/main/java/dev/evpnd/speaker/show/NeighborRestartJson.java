package dev.evpnd.speaker.show;

import dev.evpnd.rib.route.RouteFamily;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/// What there is to say of graceful restart, by FRR's keys.
final class NeighborRestartJson {
    private final JsonGenerator json;
    private final NeighborRestart restart;

    private NeighborRestartJson(JsonGenerator json, NeighborRestart restart) {
        this.json = json;
        this.restart = restart;
    }

    static void write(JsonGenerator json, NeighborRestart restart) {
        json.writeObjectPropertyStart("gracefulRestartInfo");
        new NeighborRestartJson(json, restart).write();
        json.writeEndObject();
    }

    private void write() {
        var remaining = NeighborRestart.remaining(restart.detail());
        var stale = NeighborRestart.staleRemaining(restart.detail());
        boolean agreed = restart.isAgreed();
        families("endOfRibSend", agreed ? restart.families(restart::endOfRibSent) : List.of());
        families("endOfRibRecv", agreed ? restart.families(restart::endOfRibReceived) : List.of());
        remaining.ifPresent(it -> json.writeNumberProperty("gracefulRestartTimerSec", it));
        stale.ifPresent(it -> json.writeNumberProperty("gracefulStalepathTimerSec", it));
        json.writeStringProperty("localGrMode", restart.localMode());
        json.writeStringProperty("remoteGrMode", restart.remoteMode(Layout.USUAL));
        json.writeBooleanProperty("rBit", restart.restartBit());
        json.writeBooleanProperty("nBit", restart.notificationBit());
        json.writeObjectPropertyStart("timers");
        json.writeNumberProperty("configuredRestartTimer", restart.configuredSeconds());
        json.writeNumberProperty("configuredLlgrStaleTime", restart.configuredLongLivedSeconds());
        json.writeNumberProperty("receivedRestartTimer", restart.receivedSeconds());
        remaining.ifPresent(it -> json.writeNumberProperty("restartTimerRemaining", it));
        stale.ifPresent(it -> json.writeNumberProperty("gracefulStalepathTimerSec", it));
        json.writeEndObject();
        if (agreed) {
            restart.families().forEach(this::family);
        }
    }

    private void families(String name, List<RouteFamily> families) {
        json.writeObjectPropertyStart(name);
        for (var family : families) {
            json.writeBooleanProperty(FamilyNames.json(family.family()), true);
        }
        json.writeEndObject();
    }

    private void family(RouteFamily family) {
        boolean sent = restart.endOfRibSent(family);
        json.writeObjectPropertyStart(FamilyNames.json(family.family()));
        json.writeBooleanProperty("fBit", restart.isPreserved(family));
        json.writeObjectPropertyStart("endOfRibStatus");
        json.writeBooleanProperty("endOfRibSend", sent);
        json.writeBooleanProperty("endOfRibSentAfterUpdate", sent);
        json.writeBooleanProperty("endOfRibRecv", restart.endOfRibReceived(family));
        json.writeEndObject();
        json.writeObjectPropertyStart("timers");
        json.writeNumberProperty("stalePathTimer", restart.configuredStaleSeconds());
        json.writeNumberProperty("llgrStaleTime", restart.longLivedSeconds(family));
        json.writeEndObject();
        json.writeEndObject();
    }
}
