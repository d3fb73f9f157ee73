package dev.evpnd.rib.policy;

import dev.evpnd.rib.policy.Verdict.Deny;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A routing policy: clauses in the order of their sequence numbers.
///
/// The first clause that matches says what becomes of the route. One that denies ends the policy.
/// One that permits changes the route, and then its [Clause.After] says whether later clauses are
/// asked too; those see the route as it has become. A route that was permitted and runs past the
/// last clause stays permitted. A route that no clause matched is denied, and so a policy without
/// clauses denies every route.
///
/// A set that has no room denies the route, whatever the clause would do next: a route with half of
/// what was asked for is one that nobody configured. There is no room where the value of an
/// attribute had more than 65,535 octets, or all attributes together more than an extended message
/// holds beside a route ([Passage#MOST_OCTETS]). What fits a peer's messages is not asked here.
///
/// No policy runs for ever: a clause goes on at later ones alone.
///
/// @param clauses in ascending order of their sequence numbers, no two of which are equal
public record Policy(String name, List<Clause> clauses) {

    public Policy {
        clauses = List.copyOf(clauses);
        for (int i = 1; i < clauses.size(); i++) {
            if (clauses.get(i).sequence() <= clauses.get(i - 1).sequence()) {
                throw new IllegalArgumentException(
                        "clause "
                                + clauses.get(i).sequence()
                                + " of "
                                + name
                                + " stands behind "
                                + clauses.get(i - 1).sequence());
            }
        }
    }

    /// What becomes of the subject.
    public Verdict apply(Subject subject) {
        var passage = Passage.of(subject);
        var permitting = new ArrayList<Integer>();
        int index = 0;
        while (index < clauses.size()) {
            var clause = clauses.get(index);
            if (!clause.matches(passage)) {
                index++;
                continue;
            }
            if (clause.disposition() == Disposition.DENY) {
                return new Deny(Deny.Reason.CLAUSE, clause.sequence());
            }
            var changed = clause.changed(passage);
            if (changed.isEmpty()) {
                return new Deny(Deny.Reason.NO_ROOM, clause.sequence());
            }
            passage = changed.get();
            permitting.add(clause.sequence());
            index = indexBehind(index);
        }
        return permitting.isEmpty()
                ? new Deny(Deny.Reason.NO_CLAUSE, null)
                : passage.permit(permitting);
    }

    /// Where to go on behind a clause that permitted.
    private int indexBehind(int index) {
        return switch (clauses.get(index).after()) {
            case Clause.Leave leave -> clauses.size();
            case Clause.Next next -> index + 1;
            case Clause.GoTo(int sequence) -> {
                int target = index + 1;
                while (target < clauses.size() && clauses.get(target).sequence() < sequence) {
                    target++;
                }
                yield target;
            }
        };
    }

    /// Whether the verdict can depend on the route itself (type, RD, VNI, MAC, prefix, tag): then
    /// it cannot be shared by the routes of an attribute set. Where it is false, [#apply] never
    /// asks the subject for its route, and subjects that are equal in all else get the same
    /// verdict.
    ///
    /// Walks the clauses: ask once and keep the answer.
    public boolean looksAtRoute() {
        return clauses.stream().anyMatch(Clause::looksAtRoute);
    }

    /// Whether the verdict can depend on the peer: then it cannot be shared by the members of an
    /// update group.
    public boolean looksAtPeer() {
        return clauses.stream().anyMatch(Clause::looksAtPeer);
    }

    /// The clauses as FRR would be told them, each statement on its own line.
    public String text() {
        return clauses.stream().map(clause -> clause.text(name)).collect(Collectors.joining("\n"));
    }
}
