package dev.evpnd.testbed.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Runs a method of a test class, and says by its exit status what became of it.
public final class OneTest implements TestExecutionListener {
    static final int SUCCESSFUL = 0;
    static final int FAILED = 1;
    static final int ABORTED = 3;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private int tests;
    private int status = SUCCESSFUL;

    private OneTest() {}

    /// @param arguments a class, and a method of it
    public static void main(String[] arguments) {
        var test = new OneTest();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectMethod(arguments[0] + "#" + arguments[1]))
                                .build(),
                        test);
        if (test.tests == 0 && test.status == SUCCESSFUL) {
            test.fail("there is no such test: " + String.join("#", arguments));
        }
        System.exit(test.status);
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        out.println(reason);
        status = status == FAILED ? FAILED : ABORTED;
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        tests += identifier.isTest() ? 1 : 0;
        result.getThrowable().ifPresent(thrown -> thrown.printStackTrace(out));
        switch (result.getStatus()) {
            case SUCCESSFUL -> {}
            case FAILED -> status = FAILED;
            case ABORTED -> status = status == FAILED ? FAILED : ABORTED;
        }
    }

    private void fail(String reason) {
        out.println(reason);
        status = FAILED;
    }
}
