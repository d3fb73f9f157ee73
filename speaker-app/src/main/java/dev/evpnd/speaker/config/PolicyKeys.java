package dev.evpnd.speaker.config;

import dev.evpnd.rib.policy.Clause;
import dev.evpnd.rib.policy.Disposition;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.ListType;
import dev.evpnd.speaker.config.grammar.NamedType;
import dev.evpnd.speaker.config.grammar.ScalarType;
import dev.evpnd.speaker.config.grammar.Scalars;
import dev.evpnd.speaker.config.grammar.Section;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.wire.address.Decimal;

import java.util.List;
import java.util.Map;

/// The keys of a clause of a policy.
final class PolicyKeys {

    static final Key<Integer> SEQUENCE =
            Key.optional(
                    "sequence",
                    Scalars.number(1, Clause.MAX_SEQUENCE),
                    "10 more than the one before",
                    "The place of the clause; each is greater than the one before.");

    static final Key<Disposition> ACTION =
            Key.required(
                    "action",
                    Scalars.word(Map.of("permit", Disposition.PERMIT, "deny", Disposition.DENY)),
                    "What becomes of the routes that match.");

    static final Key<Values> MATCH =
            Key.optional(
                    "match",
                    MatchStatements.SECTION,
                    "every route",
                    "Which routes the clause is for.");

    static final Key<Values> SET =
            Key.optional(
                    "set",
                    SetStatements.SECTION,
                    "nothing",
                    "What is changed of them, in the order of the file.");

    static final Key<Clause.After> ON_MATCH =
            Key.optional(
                    "on-match",
                    new ScalarType<>(
                            "next, or goto with the sequence of a later clause: goto 30",
                            PolicyKeys::after,
                            Scalars.patternOr("string", "^(next|goto [0-9]+)$")),
                    "the policy is left",
                    "Asks the next clause as well, or goes on at a later one: `goto 30`.");

    static final Section CLAUSE =
            Section.of(
                    "clause",
                    "A clause of a policy. The first that matches a route decides; a route that"
                            + " none matches is denied.",
                    SEQUENCE,
                    ACTION,
                    MATCH,
                    SET,
                    ON_MATCH);

    static final NamedType<String, List<Values>> POLICIES =
            new NamedType<>(
                    BgpScalars.NAME, new ListType<>(CLAUSE, false, 0, Clause.MAX_SEQUENCE), "NAME");

    private static final String GO_TO = "goto ";

    private PolicyKeys() {}

    private static Clause.After after(String text) {
        if (text.equals("next")) {
            return new Clause.Next();
        }
        if (!text.startsWith(GO_TO)) {
            throw new IllegalArgumentException("no such word");
        }
        var number = text.substring(GO_TO.length());
        return new Clause.GoTo((int) Decimal.parse(number, Clause.MAX_SEQUENCE, "a sequence"));
    }
}
