package dev.evpnd.speaker.show;

import dev.evpnd.rib.explain.MacExplanation;
import dev.evpnd.rib.instance.HostView;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.speaker.kernel.Installation;
import dev.evpnd.speaker.query.HeldForRoute;
import dev.evpnd.speaker.query.Moment;

import java.util.Optional;
import java.util.function.Function;

/// Why a MAC address is where it is, in sentences.
public final class MacExplanationText {
    private final RouteExplanation routes;
    private final Function<Intent, Optional<Installation>> installations;

    /// @param installations how it stands with what the kernel should hold, where there is one
    public MacExplanationText(
            Moment moment, Function<Intent, Optional<Installation>> installations) {
        this.installations = installations;
        routes = new RouteExplanation(moment, HeldForRoute.NOTHING);
    }

    /// Where it is, what the kernel should hold of it, and the routes that have it.
    public String of(MacExplanation explanation) {
        var text = new StringBuilder();
        text.append(explanation.mac()).append(" in VNI ").append(explanation.vni());
        var standing = explanation.standing();
        var host = standing == null ? null : standing.mac();
        if (host == null) {
            text.append(" is nowhere: no port has it, and no route that is imported.\n");
        } else {
            host(text, host);
        }
        if (standing != null) {
            for (var each : standing.intents()) {
                text.append("  The kernel should hold ").append(IntentText.of(each)).append('.');
                installations
                        .apply(each)
                        .ifPresent(it -> text.append(' ').append(InstallationText.sentence(it)));
                text.append('\n');
            }
        }
        if (explanation.routes().isEmpty()) {
            text.append("  No route has it.\n");
        }
        explanation.routes().forEach(each -> routes.write(text, each.explanation()));
        return text.toString();
    }

    private static void host(StringBuilder text, HostView host) {
        if (host.here()) {
            text.append(" is here");
        } else if (host.vtep() != null) {
            text.append(" is behind ").append(host.vtep());
        } else {
            text.append(" is nowhere any more");
        }
        text.append(", sequence number ").append(host.sequence()).append(": ");
        text.append(host.why().text()).append(host.sticky() ? ", and must not move.\n" : ".\n");
        var duplicate = host.duplicate();
        if (duplicate != null) {
            text.append("  It is a duplicate: it moved ").append(duplicate.moves());
            text.append(" times");
            text.append(duplicate.frozen() ? ", and is frozen where it is.\n" : ".\n");
        }
        // With several IP addresses there are as many routes that say the same.
        host.claims().stream().map(MacExplanationText::claim).distinct().forEach(text::append);
    }

    private static String claim(HostView.Claim of) {
        return "  %s claims it with sequence number %d%s.\n"
                .formatted(of.vtep(), of.sequence(), of.sticky() ? ", sticky" : "");
    }
}
