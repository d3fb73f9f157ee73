package dev.evpnd.speaker.show;

import dev.evpnd.rib.decision.DecisionStep;
import dev.evpnd.rib.explain.Explanation;
import dev.evpnd.rib.explain.PathStanding;
import dev.evpnd.rib.instance.ImportVerdict;
import dev.evpnd.rib.out.Telling;
import dev.evpnd.rib.peer.Peer;
import dev.evpnd.rib.policy.Verdict;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.speaker.query.HeldForRoute;
import dev.evpnd.speaker.query.Moment;
import dev.evpnd.speaker.query.Words;
import dev.evpnd.wire.evpn.EvpnRoute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why a route is what it is, in sentences.
public final class RouteExplanation {
    private static final String INDENT = "     ";

    private final Moment moment;
    private final HeldForRoute held;
    private final EvpnPrefixes prefixes = new EvpnPrefixes();

    /// @param held what the kernel should hold of what a route says
    public RouteExplanation(Moment moment, HeldForRoute held) {
        this.moment = moment;
        this.held = held;
    }

    /// A route with its paths in their order, who imports the best, and who is told.
    public void write(StringBuilder to, Explanation explanation) {
        var paths = explanation.paths();
        var prefix = prefixes.of(paths.getFirst().route());
        to.append(prefix.text()).append(" RD ").append(prefix.distinguisher()).append('\n');
        if (!explanation.settled()) {
            to.append("  It has just changed. What follows is not decided yet.\n");
        }
        for (int i = 0; i < paths.size(); i++) {
            path(to, explanation, i);
        }
        if (explanation.best().isPresent()) {
            imports(to, paths.getFirst().route(), explanation.imports());
        }
        tellings(to, explanation.tellings());
    }

    // Its paths.

    private void path(StringBuilder to, Explanation explanation, int index) {
        var paths = explanation.paths();
        var path = paths.get(index);
        to.append("  ").append(index + 1).append(". ");
        to.append(source(path)).append(", next hop ");
        to.append(NextHopText.of(path.path().effective().nextHop()));
        to.append(", as it is for ");
        to.append(Uptime.of(moment.since(path.path().changedMillis()))).append(".\n");
        to.append(INDENT).append(standing(explanation, index)).append('\n');
        policy(path).ifPresent(it -> to.append(INDENT).append(it).append('\n'));
        if (path.path().longLivedStale()) {
            sentence(to, "Its peer has been gone for long; it is kept for want of another.");
        } else if (path.path().stale()) {
            sentence(to, "Its peer has not announced it again since it came back or went.");
        }
    }

    private static void sentence(StringBuilder to, String text) {
        to.append(INDENT).append(text).append('\n');
    }

    private static String source(PathStanding path) {
        var peer = path.announcer();
        return switch (peer.kind()) {
            case LOCAL -> "It begins here";
            case CLIENT -> "From the client " + peer.address();
            case INTERNAL -> "From " + peer.address() + " of this AS, no client";
            case EXTERNAL -> "From " + peer.address() + " of AS " + peer.asn();
        };
    }

    private static String standing(Explanation explanation, int index) {
        var paths = explanation.paths();
        var path = paths.get(index);
        var reason = path.path().ineligible();
        if (reason != null) {
            return "It may not be chosen" + because(reason) + ".";
        }
        if (path.isBest()) {
            var step = explanation.decidedBy();
            return step == null
                    ? "It is the best: there is no other that may be chosen."
                    : "It is the best, decided by " + step.text() + value(step, path, "%s") + ".";
        }
        var step = path.lostBy();
        if (step == null) {
            return "It is behind those above.";
        }
        var winner = paths.get(index - 1);
        return "It lost to path "
                + index
                + " by "
                + step.text()
                + value(step, path, "%s")
                + value(step, winner, "against %s")
                + ".";
    }

    private static String value(DecisionStep step, PathStanding path, String format) {
        return StepValue.of(step, path)
                .map(it -> (format.startsWith("%") ? ": " : " ") + format.formatted(it))
                .orElse("");
    }

    private static String because(DropReason reason) {
        return switch (reason) {
            // That is said next.
            case DENIED_BY_POLICY -> "";
            case NO_POLICY -> ": its peer is external and has no policy in";
            case NEXT_HOP_UNRESOLVED -> ": nobody knows a way to its next hop";
            case AS_PATH_TOO_LONG -> ": its AS_PATH has no room for another AS";
            default -> ": " + Words.of(reason);
        };
    }

    private static Optional<String> policy(PathStanding path) {
        return switch (path.path().policy()) {
            case null -> Optional.empty();
            case Verdict.Permit permit ->
                    Optional.of(
                            "The policy in permitted it by "
                                    + clauses(permit.clauses())
                                    + (path.path().received().equals(path.path().effective())
                                            ? "."
                                            : ", and changed it."));
            case Verdict.Deny(var reason, var clause) ->
                    Optional.of(
                            switch (reason) {
                                case CLAUSE -> "The policy in denies it by clause " + clause + ".";
                                case NO_CLAUSE -> "No clause of the policy in permits it.";
                                case NO_ROOM ->
                                        "There is no room for what clause " + clause + " sets.";
                            });
        };
    }

    private static String clauses(List<Integer> clauses) {
        return (clauses.size() == 1 ? "clause " : "clauses ") + joined(clauses);
    }

    private static String joined(List<?> all) {
        return all.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    // What is made of it.

    private void imports(StringBuilder to, EvpnRoute route, List<ImportVerdict> imports) {
        if (imports.isEmpty()) {
            to.append("  Not imported: there is no instance here.\n");
        }
        for (var each : imports) {
            var refusal = each.refusal();
            if (refusal == null) {
                to.append("  Imported by VNI ").append(each.vni().number());
                to.append(": route target ").append(joined(each.by()));
                var hindrance = each.hindrance();
                if (hindrance != null) {
                    to.append(", but not used: ").append(hindrance.text());
                }
            } else {
                to.append("  Not imported by VNI ").append(each.vni().number());
                to.append(": ").append(refusal.text());
            }
            to.append(".\n");
            if (each.isImported()) {
                held.of(each.vni(), route).forEach(it -> sentence(to, InstallationText.whole(it)));
            }
        }
    }

    private static void tellings(StringBuilder to, List<Telling> tellings) {
        var told = new ArrayList<Telling>();
        var withheld = new LinkedHashMap<String, List<Peer>>();
        for (var each : tellings) {
            if (each.isTold()) {
                told.add(each);
            } else {
                withheld.computeIfAbsent(because(each), _ -> new ArrayList<>()).add(each.to());
            }
        }
        if (tellings.isEmpty()) {
            to.append("  Not told to anybody: there is no other peer.\n");
        }
        if (!told.isEmpty()) {
            to.append("  Told to ").append(peers(told.stream().map(Telling::to).toList()));
            to.append(".\n");
        }
        withheld.forEach(
                (reason, peers) ->
                        to.append("  Not told to ")
                                .append(peers(peers))
                                .append(": ")
                                .append(reason)
                                .append(".\n"));
        var late = tellings.stream().filter(Telling::catchingUp).map(Telling::to).toList();
        if (!late.isEmpty()) {
            to.append("  Still on their way to the present: ").append(peers(late)).append(".\n");
        }
    }

    private static String because(Telling telling) {
        var withheld = telling.withheld();
        return (withheld == null ? "" : withheld.text())
                + (telling.clauses().isEmpty() ? "" : " by " + clauses(telling.clauses()));
    }

    private static String peers(List<Peer> peers) {
        return joined(peers.stream().map(Peer::address).distinct().sorted().toList());
    }
}
