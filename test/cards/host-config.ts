/** Roughly how Teams draws cards: its spacing, sizes and colours, light and dark. Only for pictures. */
export function hostConfig(theme: 'light' | 'dark'): object {
  const dark = theme === 'dark';
  const color = (value: string, subtle = value) => ({ default: value, subtle });
  const foregroundColors = {
    default: dark ? color('#ffffff', '#adadad') : color('#242424', '#616161'),
    accent: dark ? color('#a6a7dc') : color('#5b5fc7'),
    good: dark ? color('#92c353') : color('#237b4b'),
    warning: dark ? color('#f8d22a') : color('#835c00'),
    attention: dark ? color('#e37d80') : color('#c4314b'),
  };
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  const font = (fontFamily: string) => ({
    fontFamily,
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
  });
  return {
    supportsInteractivity: true,
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: dark ? '#484848' : '#e0e0e0' },
    fontTypes: {
      default: font("'Segoe UI', 'Liberation Sans', sans-serif"),
      monospace: font("Consolas, 'Liberation Mono', monospace"),
    },
    containerStyles: {
      default: style(dark ? '#292929' : '#ffffff'),
      emphasis: style(dark ? '#1f1f1f' : '#f5f5f5'),
      accent: style(dark ? '#2f2f4a' : '#e8ebfa'),
      good: style(dark ? '#1c3a1c' : '#e7f2da'),
      attention: style(dark ? '#431d22' : '#fcf4f6'),
      warning: style(dark ? '#463100' : '#fbf6d9'),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
  };
}
