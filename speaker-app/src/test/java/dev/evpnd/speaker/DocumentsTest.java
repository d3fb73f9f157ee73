package dev.evpnd.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What holds of all pages of the manual: links lead somewhere, and files and classes that are
/// named are there.
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of("bgp-wire", "evpn-rib", "speaker-app", "frr-testbed", "integration-tests");

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern SOURCE =
            Pattern.compile("`([a-z-]+/src/main/java/[\\w/]+\\.java)`((?:, `[\\w/]+\\.java`)*)");
    private static final Pattern TEST =
            Pattern.compile("`(?:[a-z.]+\\.)?([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");
    private static final Pattern TYPE = Pattern.compile("<text class=\"type\"[^>]*>([^<]+)</text>");

    private static final List<Path> PAGES = new ArrayList<>();
    private static final List<String> SOURCES = new ArrayList<>();

    @BeforeAll
    static void find() throws IOException {
        PAGES.add(ROOT.resolve("README.md"));
        for (var module : MODULES) {
            PAGES.add(ROOT.resolve(module).resolve("README.md"));
            try (var files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.map(Path::toString)
                        .filter(each -> each.endsWith(".java"))
                        .forEach(SOURCES::add);
            }
        }
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(each -> each.toString().endsWith(".md")).sorted().forEach(PAGES::add);
        }
    }

    private static String prose(Path page) throws IOException {
        return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
    }

    @Test
    void haveOnlyLinksThatLeadSomewhere() throws IOException {
        var broken = new ArrayList<String>();
        int found = 0;
        for (var page : PAGES) {
            for (var link :
                    LINK.matcher(prose(page)).results().map(each -> each.group(1)).toList()) {
                if (!link.contains("://") && !link.startsWith("mailto:")) {
                    found++;
                    if (!leadsSomewhere(page, link)) {
                        broken.add(page + ": " + link);
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(found).isGreaterThan(300);
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        var file = hash < 0 ? link : link.substring(0, hash);
        var target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0 || anchors(target).contains(link.substring(hash + 1));
    }

    /// As GitHub makes them of headings.
    private static Set<String> anchors(Path page) throws IOException {
        var anchors = new HashSet<String>();
        for (var heading :
                HEADING.matcher(prose(page)).results().map(each -> each.group(1)).toList()) {
            var anchor =
                    heading.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-');
            int again = 0;
            while (!anchors.add(again == 0 ? anchor : anchor + "-" + again)) {
                again++;
            }
        }
        return anchors;
    }

    /// A file behind another is in the same source tree: in its package, or one beside that.
    @Test
    void nameOnlySourcesThatThereAre() throws IOException {
        var missing = new ArrayList<String>();
        int found = 0;
        for (var page : PAGES) {
            for (MatchResult named : SOURCE.matcher(prose(page)).results().toList()) {
                var first = Path.of(named.group(1));
                var more = named.group(2).replace("`", "").split(", ");
                for (var name : Stream.concat(Stream.of(""), Stream.of(more)).distinct().toList()) {
                    found++;
                    var file = name.isEmpty() ? first : first.resolveSibling(name);
                    var beside = first.resolve("../..").resolve(name).normalize();
                    if (!Files.exists(ROOT.resolve(file)) && !Files.exists(ROOT.resolve(beside))) {
                        missing.add(page + ": " + name + " with " + first);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(20);
    }

    /// With the method where one is named, and with a package or without.
    @Test
    void nameOnlyTestsThatThereAre() throws IOException {
        var missing = new ArrayList<String>();
        int found = 0;
        for (var page : PAGES) {
            for (var named : TEST.matcher(prose(page)).results().toList()) {
                found++;
                if (!isTest(named.group(1), named.group(2))) {
                    missing.add(page + ": " + named.group());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(500);
    }

    private static boolean isTest(String type, @Nullable String method) throws IOException {
        for (var source : SOURCES) {
            if (source.endsWith("/" + type + ".java")
                    && (method == null
                            || Files.readString(Path.of(source)).contains(" " + method + "("))) {
                return true;
            }
        }
        return false;
    }

    /// Each with a word on what lives there.
    @Test
    void nameEveryPackage() throws IOException {
        var pages = Map.of("speaker", "docs/architecture.md", "wire", "docs/architecture.md");
        for (var page : pages.entrySet()) {
            var text = Files.readString(ROOT.resolve(page.getValue()));
            assertThat(packages(page.getKey())).allMatch(each -> text.contains("`" + each + "`"));
        }
        var rib = Files.readString(ROOT.resolve("evpn-rib/README.md"));
        assertThat(packages("rib")).allMatch(each -> rib.contains("| `" + each + "` |"));
    }

    private static Set<String> packages(String parent) {
        var found = new TreeSet<String>();
        var name = Pattern.compile("/src/main/java/dev/evpnd/" + parent + "/([a-z]+)/");
        for (var source : SOURCES) {
            var inside = name.matcher(source);
            if (inside.find()) {
                found.add(inside.group(1));
            }
        }
        assertThat(found).hasSizeGreaterThan(5);
        return found;
    }

    /// By its package's last name, and its own.
    @Test
    void havePicturesThatNameOnlyClassesThatThereAre() throws IOException {
        try (Stream<Path> pictures = Files.list(ROOT.resolve("docs/pictures"))) {
            for (var picture : pictures.toList()) {
                var types = TYPE.matcher(Files.readString(picture)).results().toList();
                assertThat(types).as(picture.toString()).hasSizeGreaterThan(10);
                for (var type : types) {
                    var file = "/" + type.group(1).replace('.', '/') + ".java";
                    assertThat(SOURCES).as(type.group(1)).anyMatch(each -> each.endsWith(file));
                }
            }
        }
    }
}
