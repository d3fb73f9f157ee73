package dev.evpnd.testbed.junit;

import dev.evpnd.testbed.host.CleanRoot;
import dev.evpnd.testbed.host.Engine;
import dev.evpnd.testbed.host.EngineChoice;
import dev.evpnd.testbed.host.UserModeLinux;
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
import java.util.Set;
import java.util.stream.Stream;

/// Asks for the peers of [NeedsPeers] before a test; [#require(PeerKind...)] does so within one.
public final class PeersCondition implements ExecutionCondition {
    private static final String REQUIRED = "EVPND_TESTBED_REQUIRE";
    private static final Set<String> OTHERS = Set.of("native", "containers", "uml", "clean-root");

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

    /// Skips the running test where an engine is not to be had; for tests of one of them.
    ///
    /// @param name `native` or `containers`
    /// @param choice what was found
    /// @return the engine
    public static Engine require(String name, EngineChoice choice) {
        return require(name, choice, System.getenv(REQUIRED));
    }

    /// Skips the running test where there is no user-mode Linux.
    public static void requireUserModeLinux() {
        UserModeLinux.missing()
                .ifPresent(
                        reason -> {
                            throw new TestAbortedException(missing("uml", reason));
                        });
    }

    /// Skips the running test where no clean root can be made.
    public static void requireCleanRoot() {
        CleanRoot.missing()
                .ifPresent(
                        reason -> {
                            throw new TestAbortedException(missing("clean-root", reason));
                        });
    }

    static Engine require(String name, EngineChoice choice, @Nullable String required) {
        return switch (choice) {
            case EngineChoice.Chosen(var engine) -> engine;
            case EngineChoice.None(var reason) ->
                    throw new TestAbortedException(missing(name, reason, required));
        };
    }

    private static List<String> missing(PeerKind... kinds) {
        var required = System.getenv(REQUIRED);
        return Arrays.stream(kinds)
                .distinct()
                .flatMap(
                        kind ->
                                switch (Availability.of(kind)) {
                                    case Availability.Available _ -> Stream.empty();
                                    case Availability.Unavailable(var reason) ->
                                            Stream.of(missing(kind.text(), reason, required));
                                })
                .toList();
    }

    /// What a test that cannot be run is skipped with.
    ///
    /// @throws IllegalStateException if the environment says that it may not be skipped
    static String missing(String name, String reason) {
        return missing(name, reason, System.getenv(REQUIRED));
    }

    private static String missing(String name, String reason, @Nullable String required) {
        var text = name + " is not to be had: " + reason;
        if (isRequired(name, required)) {
            throw new IllegalStateException(text + " (" + REQUIRED + " names it)");
        }
        return text;
    }

    static boolean isRequired(String name, @Nullable String names) {
        return names != null
                && !names.isBlank()
                && Arrays.stream(names.split(",", -1))
                        .map(PeersCondition::known)
                        .anyMatch(name::equals);
    }

    /// A peer's name, or that of something else a test may need.
    private static String known(String name) {
        var text = name.strip();
        return OTHERS.contains(text) ? text : PeerKind.of(text).text();
    }
}
