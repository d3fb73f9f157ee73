package dev.evpnd.speaker.show;

import dev.evpnd.speaker.kernel.Drift;
import dev.evpnd.speaker.kernel.InstallState;
import dev.evpnd.speaker.kernel.Installation;
import dev.evpnd.speaker.query.AbsentTenant;
import dev.evpnd.speaker.query.KernelQueries;
import dev.evpnd.speaker.query.Moment;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// How it stands with what the kernel should hold.
public final class InstallationText {
    private static final String ROW = "%-10s %-13s %-9s %s%s\n";

    private InstallationText() {}

    /// What the kernel should hold, and how it stands with that.
    public static String whole(Installation installation) {
        return "The kernel should hold %s. %s"
                .formatted(IntentText.of(installation.intent()), sentence(installation));
    }

    /// Behind a sentence that says what the kernel should hold.
    static String sentence(Installation installation) {
        var why = installation.text();
        return switch (installation.state()) {
            case IN_KERNEL -> "It does.";
            case PENDING -> "It is to be asked for it" + behind(why) + ".";
            case REFUSED ->
                    "It refused, %s times, the last time with error %d: %s."
                            .formatted(installation.tries(), installation.error(), why);
            case SHADOWED -> "It does not, for there is " + why + ", which is not evpnd's.";
            case HEARD_HERE -> "It heard the host here instead, at " + why + ".";
            case NO_DEVICE -> "It has no device for the VNI.";
            case NOT_NEEDED -> "It does not need it: " + why + ".";
        };
    }

    private static String behind(String why) {
        return why.isEmpty() ? "" : ": " + why;
    }

    // Tables.

    /// @param absent the IP-VRFs that cannot be there
    public static String overview(KernelQueries.Overview overview, List<AbsentTenant> absent) {
        var text = new StringBuilder();
        text.append("Bridge domains: ").append(overview.domains()).append('\n');
        text.append("Entries that the kernel should hold:\n");
        for (var state : InstallState.values()) {
            int count = overview.installed().getOrDefault(state, 0);
            text.append(String.format(Locale.ROOT, "  %-13s %d\n", state, count));
        }
        text.append("Entries that somebody else has changed: ")
                .append(overview.drifted())
                .append('\n');
        text.append("Entries of an earlier life that were removed: ")
                .append(overview.cleaned().removed())
                .append('\n');
        if (overview.cleaned().failed() > 0) {
            text.append("Entries of an earlier life that the kernel keeps: ")
                    .append(overview.cleaned().failed())
                    .append('\n');
        }
        var audits = overview.audits();
        text.append(
                "Audits: %d, the last took %d ms in steps of up to %d µs; %d entries were gone without a word\n"
                        .formatted(
                                audits.count(),
                                audits.lastMillis(),
                                TimeUnit.NANOSECONDS.toMicros(audits.longestNanos()),
                                audits.missing()));
        if (!overview.journalFault().isEmpty()) {
            text.append("The next life will not know what this one has made: ")
                    .append(overview.journalFault())
                    .append('\n');
        }
        for (var each : overview.held()) {
            text.append("Held: ").append(each.name());
            text.append(", which went down ").append(each.flaps());
            text.append(" times soon after it came up; hosts at it are not announced for now\n");
        }
        for (var each : overview.unused()) {
            text.append("Not used: ").append(each.name());
            text.append(each.vni() == 0 ? "" : ", VNI " + each.vni());
            text.append(": ").append(each.reason()).append('\n');
        }
        for (var each : absent) {
            text.append("Not there: the IP-VRF ").append(each.name());
            text.append(", L3 VNI ").append(each.l3Vni());
            text.append(": ").append(each.reason()).append('\n');
        }
        return text.toString();
    }

    public static void overviewJson(
            JsonGenerator json, KernelQueries.Overview overview, List<AbsentTenant> absent) {
        json.writeNumberProperty("bridgeDomains", overview.domains());
        json.writeObjectPropertyStart("entries");
        for (var state : InstallState.values()) {
            json.writeNumberProperty(word(state), overview.installed().getOrDefault(state, 0));
        }
        json.writeEndObject();
        json.writeNumberProperty("drifted", overview.drifted());
        json.writeArrayPropertyStart("heldPorts");
        for (var each : overview.held()) {
            json.writeStartObject();
            json.writeStringProperty("port", each.name());
            json.writeNumberProperty("flaps", each.flaps());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("removedOfEarlierLife", overview.cleaned().removed());
        json.writeNumberProperty("keptOfEarlierLife", overview.cleaned().failed());
        json.writeStringProperty("journalFault", overview.journalFault());
        json.writeNumberProperty("audits", overview.audits().count());
        json.writeNumberProperty("auditsAbandoned", overview.audits().abandoned());
        json.writeNumberProperty("lastAuditMillis", overview.audits().lastMillis());
        json.writeNumberProperty(
                "longestAuditStepMicros",
                TimeUnit.NANOSECONDS.toMicros(overview.audits().longestNanos()));
        json.writeNumberProperty("goneWithoutAWord", overview.audits().missing());
        json.writeArrayPropertyStart("unused");
        for (var each : overview.unused()) {
            json.writeStartObject();
            json.writeStringProperty("device", each.name());
            json.writeNumberProperty("vni", each.vni());
            json.writeStringProperty("reason", each.reason().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("absentIpVrfs");
        for (var each : absent) {
            json.writeStartObject();
            json.writeStringProperty("name", each.name());
            json.writeNumberProperty("l3Vni", each.l3Vni().number());
            json.writeStringProperty("reason", each.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String word(InstallState state) {
        return state.toString().replace(' ', '-');
    }

    public static String header() {
        return String.format(Locale.ROOT, ROW, "VNI", "State", "Since", "Entry", "");
    }

    public static String row(Installation of, Moment moment) {
        return String.format(
                Locale.ROOT,
                ROW,
                of.intent().vni(),
                of.state(),
                since(of.sinceMillis(), moment),
                IntentText.of(of.intent()),
                of.text().isEmpty() ? "" : " (" + of.text() + ")");
    }

    public static void json(JsonGenerator json, Installation of, Moment moment) {
        json.writeStartObject();
        json.writeNumberProperty("vni", of.intent().vni().number());
        json.writeStringProperty("entry", IntentText.of(of.intent()));
        json.writeStringProperty("state", word(of.state()));
        json.writeStringProperty("text", of.text());
        json.writeNumberProperty("error", of.error());
        json.writeNumberProperty("tries", of.tries());
        json.writeNumberProperty("sinceMillis", moment.millis() - of.sinceMillis());
        json.writeEndObject();
    }

    public static String drift(Drift drift, Moment moment) {
        return "%s ago, VNI %s: %s; there was %s%s; now %s\n"
                .formatted(
                        since(drift.atMillis(), moment),
                        drift.intent().vni(),
                        IntentText.of(drift.intent()),
                        drift.found(),
                        drift.isUnsaid() ? ", and the kernel had not said so" : "",
                        drift.now().map(InstallState::toString).orElse("not wanted any more"));
    }

    public static void driftJson(JsonGenerator json, Drift drift, Moment moment) {
        json.writeStartObject();
        json.writeNumberProperty("agoMillis", moment.millis() - drift.atMillis());
        json.writeNumberProperty("vni", drift.intent().vni().number());
        json.writeStringProperty("entry", IntentText.of(drift.intent()));
        json.writeStringProperty("found", drift.found());
        json.writeBooleanProperty("unsaid", drift.isUnsaid());
        drift.now().ifPresent(it -> json.writeStringProperty("state", word(it)));
        json.writeEndObject();
    }

    private static String since(long millis, Moment moment) {
        return Uptime.of(moment.since(millis));
    }
}
