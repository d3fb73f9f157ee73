package dev.evpnd.speaker.show;

import dev.evpnd.rib.instance.DuplicateSettings;
import dev.evpnd.rib.instance.DuplicateSettings.Action;
import dev.evpnd.speaker.query.BridgeDomain;

import tools.jackson.core.JsonGenerator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How many VNIs there are and how duplicates are found, as `show evpn` has it. There, all bridge
/// domains have one way to find them; here, each has its own.
public final class EvpnOverview {
    private static final String NO = "No";

    private final int bridgeDomains;
    private final int ipVrfs;

    /// How duplicates are found, in the order of the VNIs, and in how many of these.
    private final Map<DuplicateSettings, Integer> detections = new LinkedHashMap<>();

    public EvpnOverview(List<BridgeDomain> bridgeDomains, int ipVrfs) {
        this.bridgeDomains = bridgeDomains.size();
        this.ipVrfs = ipVrfs;
        bridgeDomains.stream()
                .map(each -> each.settings().duplicates())
                .filter(each -> !each.equals(DuplicateSettings.OFF))
                .forEach(each -> detections.merge(each, 1, Integer::sum));
    }

    public String text() {
        var text = new StringBuilder();
        text.append("L2 VNIs: ").append(bridgeDomains).append('\n');
        text.append("L3 VNIs: ").append(ipVrfs).append('\n');
        text.append("Advertise gateway mac-ip: No\nAdvertise svi mac-ip: No\n");
        text.append("Advertise svi mac: No\n");
        text.append("Duplicate address detection: ").append(isEnabled() ? "Enable\n" : "Disable\n");
        if (detections.size() <= 1) {
            detection(text, first(), "");
        }
        if (detections.size() > 1) {
            detections.forEach(
                    (each, vnis) -> detection(text, each, " (%d of the VNIs)".formatted(vnis)));
        }
        return text.toString();
    }

    /// Without any bridge domain, as they would do by default.
    private boolean isEnabled() {
        return bridgeDomains == 0 || !detections.isEmpty();
    }

    private DuplicateSettings first() {
        return detections.keySet().stream().findFirst().orElse(DuplicateSettings.DEFAULT);
    }

    private static void detection(StringBuilder text, DuplicateSettings settings, String where) {
        text.append("  Detection max-moves ").append(settings.moves());
        text.append(", time ").append(seconds(settings.windowMillis()));
        text.append(where).append('\n');
        switch (settings.action()) {
            case Action.Warn() -> {
                // Of nothing that is done, FRR says nothing.
            }
            case Action.Freeze(long millis) ->
                    text.append("  Detection freeze ").append(seconds(millis)).append('\n');
            case Action.FreezeForGood() -> text.append("  Detection freeze permanent\n");
        }
    }

    private static long seconds(long millis) {
        return millis / 1000;
    }

    /// The same, into the object that is open.
    public void json(JsonGenerator json) {
        json.writeStringProperty("advertiseGatewayMacip", NO);
        json.writeStringProperty("advertiseSviMacip", NO);
        json.writeStringProperty("advertiseSviMac", NO);
        json.writeNumberProperty("numVnis", bridgeDomains + ipVrfs);
        json.writeNumberProperty("numL2Vnis", bridgeDomains);
        json.writeNumberProperty("numL3Vnis", ipVrfs);
        json.writeBooleanProperty("isDuplicateAddrDetection", isEnabled());
        detectionJson(json, first());
        if (detections.size() > 1) {
            json.writeArrayPropertyStart("detections");
            detections.forEach(
                    (each, vnis) -> {
                        json.writeStartObject();
                        json.writeNumberProperty("numL2Vnis", vnis);
                        detectionJson(json, each);
                        json.writeEndObject();
                    });
            json.writeEndArray();
        }
    }

    private static void detectionJson(JsonGenerator json, DuplicateSettings settings) {
        json.writeNumberProperty("maxMoves", settings.moves());
        json.writeNumberProperty("detectionTime", seconds(settings.windowMillis()));
        json.writeNumberProperty(
                "detectionFreezeTime",
                settings.action() instanceof Action.Freeze(long millis) ? seconds(millis) : 0);
        json.writeBooleanProperty("isDetectionFreeze", !(settings.action() instanceof Action.Warn));
    }
}
