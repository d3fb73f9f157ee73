package dev.evpnd.speaker.show;

import dev.evpnd.rib.peer.OwnAsAllowance;
import dev.evpnd.rib.peer.PrefixLimit;

/// What there is to say of a peer and an address family, in FRR's words.
final class NeighborFamilyText {
    private final StringBuilder text;
    private final NeighborFamily family;

    private final Layout layout;

    private NeighborFamilyText(StringBuilder text, NeighborFamily family, Layout layout) {
        this.text = text;
        this.family = family;
        this.layout = layout;
    }

    static void write(StringBuilder text, NeighborFamily family, Layout layout) {
        new NeighborFamilyText(text, family, layout).write();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void write() {
        line(" For address family: " + family.family().family());
        family.group().ifPresent(it -> line("  " + it + " peer-group member"));
        var group = family.updateGroup();
        if (group.isPresent()) {
            int number = group.getAsInt();
            line("  Update group " + number + ", subgroup " + number);
            line("  Packet Queue length 0");
        } else {
            line("  Not part of any update group");
        }
        if (family.isClient()) {
            line("  Route-Reflector Client");
        }
        if (family.isRouteServerClient()) {
            line("  Route-Server Client");
        }
        if (family.paths() > 1) {
            line("  Advertise best " + family.paths() + " paths via addpath");
        }
        ownAs(family.ownAs());
        line(
                family.isNextHopSelf()
                        ? "  NEXT_HOP is always this router"
                        : "  NEXT_HOP is propagated unchanged to this neighbor");
        line("  Community attribute sent to this neighbor(all)");
        policies();
        prefixes(group.isPresent());
        family.limit().ifPresent(this::limit);
    }

    private void ownAs(OwnAsAllowance allowance) {
        if (allowance.originOnly()) {
            line("  Local AS allowed as path origin");
        } else if (allowance.times() > 0) {
            line("  Local AS allowed in path, " + allowance.times() + " occurrences");
        }
    }

    private void policies() {
        family.policyIn().ifPresent(_ -> line("  Inbound path policy configured"));
        family.policyOut().ifPresent(_ -> line("  Outbound path policy configured"));
        family.policyIn()
                .ifPresent(it -> line("  Route map for incoming advertisements is *" + it));
        family.policyOut()
                .ifPresent(it -> line("  Route map for outgoing advertisements is *" + it));
        if (family.lacksPolicyIn()) {
            line("  Inbound updates discarded due to missing policy");
        }
        if (family.lacksPolicyOut()) {
            line("  Outbound updates discarded due to missing policy");
        }
    }

    private void prefixes(boolean isTold) {
        if (layout.isOld()) {
            line("  %d accepted prefixes".formatted(family.accepted()));
        } else if (isTold) {
            line(
                    "  %d accepted, %d sent prefixes, 0 received duplicates"
                            .formatted(family.accepted(), family.told()));
        } else {
            line("  %d accepted prefixes, 0 received duplicates".formatted(family.accepted()));
        }
    }

    private void limit(PrefixLimit limit) {
        line(
                "  Maximum prefixes allowed "
                        + limit.most()
                        + (limit.warningOnly() ? " (warning-only)" : ""));
        line(
                "  Threshold for warning message "
                        + limit.warningPercent()
                        + "%"
                        + (limit.restartMinutes() > 0
                                ? ", restart interval " + limit.restartMinutes() + " min"
                                : ""));
    }
}
