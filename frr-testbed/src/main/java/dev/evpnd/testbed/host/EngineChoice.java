package dev.evpnd.testbed.host;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// The engine of a machine: namespaces and processes where they can be made, which takes root, and
/// else containers where a Docker engine answers. The environment variable `EVPND_TESTBED_ENGINE`
/// says otherwise: `native` or `containers`.
public sealed interface EngineChoice {

    /// There is one.
    ///
    /// @param engine it
    record Chosen(Engine engine) implements EngineChoice {}

    /// There is none.
    ///
    /// @param reason why, and what helps
    record None(String reason) implements EngineChoice {}

    /// The engine of this machine, looked for once.
    ///
    /// @return it, or why there is none
    static EngineChoice ofThisMachine() {
        return OfThisMachine.CHOICE;
    }

    /// The engine, of one who cannot go on without.
    ///
    /// @return the engine
    /// @throws IllegalStateException if there is none, with the reason
    default Engine orThrow() {
        return switch (this) {
            case Chosen(var engine) -> engine;
            case None(var reason) -> throw new IllegalStateException(reason);
        };
    }

    /// Chooses.
    ///
    /// @param named what the environment says, if anything
    /// @param natives looks for namespaces
    /// @param containers looks for a Docker engine
    static EngineChoice choose(
            @Nullable String named,
            Supplier<EngineChoice> natives,
            Supplier<EngineChoice> containers) {
        return switch (named == null ? "" : named) {
            case "" -> either(natives.get(), containers);
            case "native" -> natives.get();
            case "containers" -> containers.get();
            default ->
                    throw new IllegalArgumentException(
                            "EVPND_TESTBED_ENGINE is native or containers, and not " + named);
        };
    }

    private static EngineChoice either(EngineChoice first, Supplier<EngineChoice> second) {
        if (!(first instanceof None(var one))) {
            return first;
        }
        var then = second.get();
        return then instanceof None(var other) ? new None(one + "; " + other) : then;
    }
}

/// Holds what is looked for once.
final class OfThisMachine {
    static final EngineChoice CHOICE =
            EngineChoice.choose(
                    System.getenv("EVPND_TESTBED_ENGINE"),
                    NativeEngine::find,
                    ContainerEngine::find);

    private OfThisMachine() {}
}
