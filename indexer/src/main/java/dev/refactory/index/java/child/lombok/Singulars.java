package dev.refactory.index.java.child.lombok;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The singular of a name that is an English plural, where Lombok finds one: elements are called
/// by it.
final class Singulars {
    /// A plural and its singular, the first that fits decides. An ending stands behind a dash and needs
    /// something before it; what begins in capitals must be a whole word of the name; nothing behind the
    /// sign means that such a word is no plural, or that nobody can tell.
    private static final List<Rule> RULES =
            Arrays.stream("""
            quizzes>quiz matrices>matrix indices>index vertices>vertex statuses>status aliases>alias
            alias> species> Axes> -axes>axe sexes>sex Testes>testis movies>movie octopodes>octopus
            buses>bus Mice>mouse Lice>louse News> Men>man Women>woman minutiae>minutia shoes>shoe
            synopses>synopsis prognoses>prognosis theses>thesis diagnoses>diagnosis bases>base
            analyses>analysis Crises>crisis children>child moves>move zombies>zombie
            -quies>quy -us> -is> series> -ies>y -oes>o hives>hive -tives>tive -sses>ss -ches>ch -xes>x
            -shes>sh -lves>lf -rves>rf saves>save Leaves>leaf -ves> -ss> -s>|""".split("\\s+")).map(Rule::of).toList();

    private Singulars() {}

    /// @param ending in small letters
    /// @param before how many characters must stand before it
    /// @param word it is a word of its own
    /// @param singular null when there is none
    private record Rule(
            String ending,
            int before,
            boolean word,
            @Nullable String singular) {
        static Rule of(String written) {
            String[] parts = written.split(">", -1);
            boolean open = parts[0].startsWith("-");
            String ending = open ? parts[0].substring(1) : parts[0];
            String singular = parts[1].isEmpty() ? null : parts[1].equals("|") ? "" : parts[1];
            boolean word = Character.isUpperCase(ending.charAt(0));
            return new Rule(ending.toLowerCase(Locale.ROOT), open ? 1 : 0, word, singular);
        }

        boolean fits(String name) {
            int start = name.length() - ending.length();
            return start >= before
                    && name.regionMatches(true, start, ending, 0, ending.length())
                    && (!word || start == 0 || Character.isUpperCase(name.charAt(start)));
        }

        @Nullable
        String apply(String name) {
            if (singular == null) {
                return null;
            }
            int start = name.length() - ending.length();
            boolean capital = !singular.isEmpty() && Character.isUpperCase(name.charAt(start));
            String end = capital ? Character.toUpperCase(singular.charAt(0)) + singular.substring(1) : singular;
            return name.substring(0, start) + end;
        }
    }

    /// Null when nobody can tell.
    static @Nullable String of(String plural) {
        for (Rule rule : RULES) {
            if (rule.fits(plural)) {
                return rule.apply(plural);
            }
        }
        return null;
    }
}
