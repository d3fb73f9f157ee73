package dev.evpnd.testbed.junit;

import dev.evpnd.testbed.peer.Availability;
import dev.evpnd.testbed.peer.PeerKind;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Asks for the peers of [NeedsPeers] before a test; [#require(PeerKind...)] does so within one.
public final class PeersCondition implements ExecutionCondition {
    private static final String REQUIRED = "EVPND_TESTBED_REQUIRE";

    /// For JUnit.
    public PeersCondition() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var missing =
                AnnotationSupport.findAnnotation(context.getElement(), NeedsPeers.class)
                        .map(needs -> missing(needs.value()))
                        .orElse(List.of());
        return missing.isEmpty()
                ? ConditionEvaluationResult.enabled("every peer is here")
                : ConditionEvaluationResult.disabled(String.join("; ", missing));
    }

    /// Skips the running test where a peer is not to be had, as [NeedsPeers] does; for tests whose
    /// peers are their arguments.
    ///
    /// @param kinds the peers
    public static void require(PeerKind... kinds) {
        var missing = missing(kinds);
        if (!missing.isEmpty()) {
            throw new TestAbortedException(String.join("; ", missing));
        }
    }

    private static List<String> missing(PeerKind... kinds) {
        return Arrays.stream(kinds)
                .distinct()
                .flatMap(
                        kind ->
                                switch (Availability.of(kind)) {
                                    case Availability.Available _ -> Stream.empty();
                                    case Availability.Unavailable(var reason) ->
                                            Stream.of(missing(kind, reason));
                                })
                .toList();
    }

    private static String missing(PeerKind kind, String reason) {
        var text = kind.text() + " is not to be had: " + reason;
        if (isRequired(kind, System.getenv(REQUIRED))) {
            throw new IllegalStateException(text + " (" + REQUIRED + " names it)");
        }
        return text;
    }

    static boolean isRequired(PeerKind kind, @Nullable String names) {
        return names != null
                && !names.isBlank()
                && Arrays.stream(names.split(",", -1)).map(PeerKind::of).anyMatch(kind::equals);
    }
}
