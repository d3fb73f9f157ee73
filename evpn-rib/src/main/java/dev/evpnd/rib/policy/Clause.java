package dev.evpnd.rib.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A clause of a [Policy]: which routes it is for, whether it permits or denies them, and, if it
/// permits, what it changes of them and where to go on.
///
/// @param sequence from 1 to 65535
/// @param matches have to hold all; a clause without any is for every route
/// @param sets are done one after the other in this order, and the later see what the earlier did
/// @param after [Leave] where the clause denies
public record Clause(
        int sequence,
        Disposition disposition,
        List<Match> matches,
        List<SetAction> sets,
        After after) {

    public static final int MAX_SEQUENCE = 65535;

    /// What follows a clause that permitted.
    public sealed interface After {}

    /// The policy is left, and the route permitted.
    public record Leave() implements After {}

    /// The next clause is asked too: `on-match next`.
    public record Next() implements After {}

    /// The clause with this number is asked next, or the first behind where there is no such:
    /// `on-match goto 30`.
    public record GoTo(int sequence) implements After {}

    public Clause {
        matches = List.copyOf(matches);
        sets = List.copyOf(sets);
        if (sequence < 1 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("no clause has the number " + sequence);
        }
        if (after instanceof GoTo(int target) && (target <= sequence || target > MAX_SEQUENCE)) {
            throw new IllegalArgumentException("clause " + sequence + " goes on at " + target);
        }
        if (disposition == Disposition.DENY && !(sets.isEmpty() && after instanceof Leave)) {
            throw new IllegalArgumentException(
                    "clause " + sequence + " denies and has something to do behind that");
        }
    }

    /// A clause that permits and leaves the policy.
    public static Clause permit(
            int sequence, List<? extends Match> matches, List<? extends SetAction> sets) {
        return permit(sequence, matches, sets, new Leave());
    }

    public static Clause permit(
            int sequence,
            List<? extends Match> matches,
            List<? extends SetAction> sets,
            After after) {
        return new Clause(
                sequence, Disposition.PERMIT, List.copyOf(matches), List.copyOf(sets), after);
    }

    public static Clause deny(int sequence, List<? extends Match> matches) {
        return new Clause(sequence, Disposition.DENY, List.copyOf(matches), List.of(), new Leave());
    }

    boolean matches(Passage passage) {
        for (var match : matches) {
            if (!match.matches(passage)) {
                return false;
            }
        }
        return true;
    }

    /// The passage with all that the clause sets; nothing where there is no room for it.
    Optional<Passage> changed(Passage passage) {
        var changed = passage;
        for (var set : sets) {
            var next = set.applyTo(changed);
            if (next.isEmpty()) {
                return next;
            }
            changed = next.get();
        }
        return changed.attributes().equals(passage.attributes()) || changed.hasRoom()
                ? Optional.of(changed)
                : Optional.empty();
    }

    boolean looksAtRoute() {
        return matches.stream().anyMatch(RouteMatch.class::isInstance)
                || sets.stream().anyMatch(RouteAction.class::isInstance);
    }

    boolean looksAtPeer() {
        return matches.stream().anyMatch(PeerMatch.class::isInstance)
                || sets.stream().anyMatch(NextHopAction.PeerAddress.class::isInstance);
    }

    /// The clause as FRR would be told it in the policy of this name, each statement on its own
    /// line.
    public String text(String policy) {
        var head = "route-map " + policy + " " + disposition.text() + " " + sequence;
        return Stream.of(
                        Stream.of(head),
                        matches.stream().map(match -> " " + match.text()),
                        sets.stream().map(set -> " " + set.text()),
                        Stream.of(text(after)).filter(text -> !text.isEmpty()))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private static String text(After after) {
        return switch (after) {
            case Leave leave -> "";
            case Next next -> " on-match next";
            case GoTo(int sequence) -> " on-match goto " + sequence;
        };
    }
}
