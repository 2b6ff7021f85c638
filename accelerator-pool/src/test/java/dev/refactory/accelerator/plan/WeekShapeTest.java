package dev.refactory.accelerator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class WeekShapeTest {
    private static WeekShape read(String text) throws IOException {
        return WeekShape.read("test", new BufferedReader(new StringReader(text)));
    }

    @Test
    void theWeekThatComesWithTheProductPeaksAtThreeTimesItsMean() {
        WeekShape shape = WeekShape.azureCode();
        assertThat(shape.peak()).isEqualTo(230);
        assertThat(shape.factor(230)).isCloseTo(3.12, within(0.005));
        assertThat(WeekShape.moment(230)).isEqualTo("day 5, 19:00");
    }

    @Test
    void theLastColumnIsTheLoadWithNamesAboveOrWithout() throws IOException {
        assertThat(read("second,load\n" + "0,4\n".repeat(336)).loads()).containsOnly(4.0);
        assertThat(read("4\n".repeat(335) + "8.5").peak()).isEqualTo(335);
    }

    @Test
    void whatIsNoWeekIsRefusedWithTheLine() {
        assertThatThrownBy(() -> read("1\n".repeat(335))).hasMessageContaining("and here are 335");
        assertThatThrownBy(() -> read("1\n".repeat(337))).hasMessageContaining("line 337");
        assertThatThrownBy(() -> read("1\n-2\n")).hasMessageContaining("line 2: \"-2\" is no load");
        assertThatThrownBy(() -> read("1\nNaN\n")).hasMessageContaining("line 2");
        assertThatThrownBy(() -> read("1\nmuch\n")).hasMessageContaining("line 2");
        assertThatThrownBy(() -> read("0\n".repeat(336))).hasMessageContaining("above 0");
    }
}
