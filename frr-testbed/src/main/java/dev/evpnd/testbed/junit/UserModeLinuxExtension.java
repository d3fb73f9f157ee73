package dev.evpnd.testbed.junit;

import dev.evpnd.testbed.host.UserModeLinux;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Has the tests of an [InUserModeLinux] class run there, and is of no effect when it is there.
public final class UserModeLinuxExtension implements ExecutionCondition, InvocationInterceptor {
    private static final String INSIDE = "in-uml.inside";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (isInside()) {
            return ConditionEvaluationResult.enabled("on that kernel");
        }
        return UserModeLinux.missing()
                .map(reason -> PeersCondition.missing("uml", reason))
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("there is user-mode Linux"));
    }

    private static boolean isInside() {
        return Boolean.getBoolean(INSIDE);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        insideOnly(invocation);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        insideOnly(invocation);
    }

    private static void insideOnly(Invocation<Void> invocation) throws Throwable {
        if (isInside()) {
            invocation.proceed();
        } else {
            invocation.skip();
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        if (isInside()) {
            invocation.proceed();
        } else {
            invocation.skip();
            runThere(context.getRequiredTestClass(), method.getExecutable());
        }
    }

    /// One invocation of many cannot be named there, and here it would be on the wrong kernel.
    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        if (isInside()) {
            invocation.proceed();
        } else {
            invocation.skip();
            throw new AssertionError(
                    "%s is no plain @Test, and only these run in user-mode Linux"
                            .formatted(method.getExecutable().getName()));
        }
    }

    private static void runThere(Class<?> tests, Method test) {
        var settings = tests.getAnnotation(InUserModeLinux.class);
        var outcome =
                UserModeLinux.run(
                        Duration.ofSeconds(settings.seconds()), command(settings, tests, test));
        var said = (outcome.output() + outcome.errors()).strip();
        switch (outcome.status()) {
            case OneTest.SUCCESSFUL -> {}
            case OneTest.ABORTED -> throw new TestAbortedException(said);
            default ->
                    throw new AssertionError(
                            "status %d of the test in user-mode Linux%n%s"
                                    .formatted(outcome.status(), said));
        }
    }

    private static List<String> command(InUserModeLinux settings, Class<?> tests, Method test) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // It starts often, on one processor, and does not run for long.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-ea"));
        command.add("-D" + INSIDE + "=true");
        for (var name : settings.properties()) {
            var value = System.getProperty(name);
            if (value != null) {
                command.add("-D" + name + "=" + value);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(OneTest.class.getName(), tests.getName(), test.getName()));
        return command;
    }
}
