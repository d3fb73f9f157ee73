package dev.evpnd.speaker.config;

import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.Disposition;
import dev.evpnd.rib.policy.Match;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.rib.policy.SetAction;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.wire.address.Asn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the policies of a file.
final class PoliciesReader {

    /// Stands for a sequence with a fault: less than any, so that nothing goes back to it.
    private static final int UNKNOWN = 0;

    private final PolicyLists lists;
    private final Asn localAs;
    private final Faults faults;

    PoliciesReader(PolicyLists lists, Asn localAs, Faults faults) {
        this.lists = lists;
        this.localAs = localAs;
        this.faults = faults;
    }

    /// By their names; empty is one that has a fault.
    Map<String, Optional<Policy>> read(Values file) {
        var policies = new LinkedHashMap<String, Optional<Policy>>();
        file.find(FileKeys.POLICIES)
                .orElse(Map.of())
                .forEach(
                        (name, clauses) ->
                                policies.put(name, clauses.flatMap(each -> policy(name, each))));
        return policies;
    }

    private Optional<Policy> policy(String name, List<Values> list) {
        var sequences = new Sequences(Clause.MAX_SEQUENCE, faults);
        var clauses = new ArrayList<Clause>();
        for (var values : list) {
            var sequence =
                    sequences.next(values, values.find(PolicyKeys.SEQUENCE), PolicyKeys.SEQUENCE);
            clause(values, (int) sequence.orElse(UNKNOWN)).ifPresent(clauses::add);
        }
        return clauses.size() == list.size()
                ? Optional.of(new Policy(name, clauses))
                : Optional.empty();
    }

    private Optional<Clause> clause(Values values, int sequence) {
        Optional<List<Match>> matches =
                Statement.all(
                        values.section(PolicyKeys.MATCH),
                        MatchStatements.ALL,
                        lists,
                        localAs,
                        faults);
        Optional<List<SetAction>> sets =
                Statement.all(
                        values.section(PolicyKeys.SET), SetStatements.ALL, lists, localAs, faults);
        boolean forward = isForward(values, sequence);
        boolean fine = deniesOnly(values) && forward;
        var action = values.find(PolicyKeys.ACTION);
        if (!fine
                || sequence == UNKNOWN
                || action.isEmpty()
                || matches.isEmpty()
                || sets.isEmpty()) {
            return Optional.empty();
        }
        var after = values.find(PolicyKeys.ON_MATCH).orElse(new Clause.Leave());
        return Optional.of(new Clause(sequence, action.get(), matches.get(), sets.get(), after));
    }

    /// No policy runs for ever, because none goes back.
    private boolean isForward(Values values, int sequence) {
        boolean forward =
                !(values.find(PolicyKeys.ON_MATCH).orElse(null) instanceof Clause.GoTo(int target)
                        && target <= sequence);
        if (!forward) {
            faults.add(
                    values.placeOf(PolicyKeys.ON_MATCH),
                    "expected a clause behind " + sequence + ", found one before it");
        }
        return forward && !values.isFaulty(PolicyKeys.ON_MATCH);
    }

    private boolean deniesOnly(Values values) {
        if (values.find(PolicyKeys.ACTION).orElse(Disposition.PERMIT) == Disposition.PERMIT) {
            return true;
        }
        boolean fine = true;
        for (Key<?> key : List.<Key<?>>of(PolicyKeys.SET, PolicyKeys.ON_MATCH)) {
            if (values.has(key)) {
                faults.add(
                        values.placeOf(key),
                        "expected no '" + key + "' where the action is deny, found one");
                fine = false;
            }
        }
        return fine;
    }
}
