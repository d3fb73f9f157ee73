package dev.evpnd.testbed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

class TestbedArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.evpnd.testbed");

    @Test
    void knowsNoClassOfEvpnd() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.evpnd.wire..", "dev.evpnd.rib..", "dev.evpnd.speaker..")
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesOfPackages() {
        slices().matching("dev.evpnd.testbed.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void hostsAndRoutesKnowNothingOfPeers() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.evpnd.testbed.host", "dev.evpnd.testbed.route")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.evpnd.testbed.peer", "dev.evpnd.testbed.junit")
                .check(CLASSES);
    }
}
