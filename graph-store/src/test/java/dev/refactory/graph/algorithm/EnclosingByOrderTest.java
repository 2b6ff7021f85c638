package dev.refactory.graph.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnclosingByOrderTest {
    private static final Pattern MARK = Pattern.compile("«([^«»]+):([A-Z_]+)(!?)»");

    /// What each use is in, in order. Marks are `«symbol:ROLE»`; the last name of the symbol stands in
    /// the text, and `!` is for what is implicit.
    private static List<@Nullable String> in(String marked) {
        List<Occurrence> all = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Matcher matcher = MARK.matcher(marked);
        int from = 0;
        while (matcher.find()) {
            text.append(marked, from, matcher.start());
            String name = matcher.group(1).replaceAll("\\(.*", "").replaceAll(".*[.#~]", "");
            Role role = Role.valueOf(matcher.group(2));
            Set<Role> roles = matcher.group(3).isEmpty() ? Set.of(role) : Set.of(role, Role.IMPLICIT);
            all.add(new Occurrence(new Range(text.length(), text.length() + name.length()), matcher.group(1), roles));
            text.append(name);
            from = matcher.end();
        }
        Collections.sort(all);
        Enclosing enclosing = new EnclosingByOrder(Map.of("A.java", all));
        List<@Nullable String> found = new ArrayList<>();
        all.stream()
                .filter(place -> !place.has(Role.DEFINITION))
                .forEach(place -> found.add(enclosing.declaration("A.java", place)));
        return found;
    }

    @Test
    void aUseIsInTheMemberWhoseNameStandsBeforeIt() {
        assertThat(in("package «p:DEFINITION»;"
                        + " class «p.A:DEFINITION» { void «p.A#a():DEFINITION»() { «p.A#b():CALL»(); }"
                        + " int «p.A#x:DEFINITION» = «p.A#b():CALL»();"
                        + " int «p.A#b():DEFINITION»() { return 1; } }"))
                .containsExactly("p.A#a()", "p.A#x");
    }

    @Test
    void aTypeBeforeANameBelongsToThatName() {
        assertThat(in("class «A:DEFINITION» extends «B:EXTENDS» { void «A#a():DEFINITION»() { «A#c():CALL»(); }"
                        + " «Map:TYPE_REFERENCE»<«K:TYPE_REFERENCE», «V:TYPE_REFERENCE»[]> «A#m:DEFINITION»;"
                        + " A «A#n():DEFINITION»() { if (a instanceof «B:TYPE_REFERENCE»)"
                        + " { return; } } «A#<init>():DEFINITION»() {} }"))
                .containsExactly("A", "A#a()", "A#m", "A#m", "A#m", "A#n()");
    }

    @Test
    void annotationsAndDocumentationBelongToTheNameAfterThem() {
        assertThat(in("import «p.Q:IMPORT»; /** {@link «B:DOCUMENTATION»} */ @«X:ANNOTATION_USE»(«C:READ») class"
                        + " «A:DEFINITION» { int «A#x:DEFINITION» = «D:READ»; @«X:ANNOTATION_USE»(«C:READ») public"
                        + " void «A#y():DEFINITION»(@«X:ANNOTATION_USE» int «A#y()~z@9:DEFINITION») { «C:READ»; } }"))
                .containsExactly(null, "A", "A", "A", "A#x", "A#y()", "A#y()", "A#y()", "A#y()");
    }

    @Test
    void whatIsLocalOrAnonymousBelongsToItsMember() {
        assertThat(in("class «A:DEFINITION» { void «A#a():DEFINITION»() { new «A.local$1:DEFINITION!»() {"
                        + " public void «A.local$1#n():DEFINITION»() { «C:READ»; int «A.local$1#n()~i@4:DEFINITION» ="
                        + " «C:READ»; } }; «A#b():CALL»(); } void «A#b():DEFINITION»() {} }"))
                .containsExactly("A#a()", "A#a()", "A#a()");
    }

    @Test
    void aPlaceThatIsNotOfTheFileIsInNothing() {
        Occurrence place = new Occurrence(new Range(1, 2), "A", Set.of(Role.READ));
        assertThat(new EnclosingByOrder(Map.of()).declaration("A.java", place)).isNull();
        assertThat(new EnclosingByOrder(Map.of("A.java", List.of())).declaration("A.java", place))
                .isNull();
    }
}
