/* The record page: keeps a draft on the server while the clerk types. No inline script, no storage in the browser. */
(function () {
  'use strict';
  var form = document.querySelector('form[data-draft]');
  if (!form) return;
  var state = form.querySelector('[data-draft-state]'), timer = 0, saving = false, dirty = false, leaving = false;

  function say(text) { if (state) state.textContent = text; }

  function keep() {
    timer = 0;
    if (saving || leaving || !dirty) return;
    saving = true; dirty = false;
    fetch(form.dataset.draft, { method: 'POST', body: new FormData(form), credentials: 'same-origin', headers: { 'X-Requested-With': 'fetch' } })
      .then(function (r) {
        if (r.redirected || r.status === 401 || r.status === 403) throw new Error('login');
        return r.json();
      })
      .then(function (kept) { say(kept.kept ? kept.kept + ' 已自动暂存' : kept.message || ''); })
      .catch(function (e) { dirty = true; say(e.message === 'login' ? '登录已失效，请在新标签页重新登录后回到本页继续' : '暂存失败，网络恢复后会自动重试'); later(5000); })
      .finally(function () { saving = false; if (dirty && !timer) later(1500); });
  }

  function later(ms) { if (timer) clearTimeout(timer); timer = setTimeout(keep, ms); }

  form.addEventListener('input', function () { dirty = true; form.dataset.touched = '1'; later(1500); });
  form.addEventListener('change', function () { dirty = true; later(600); });
  form.addEventListener('submit', function () { leaving = true; });
  document.addEventListener('visibilitychange', function () {
    if (document.visibilityState === 'hidden' && dirty && !leaving && navigator.sendBeacon) {
      navigator.sendBeacon(form.dataset.draft, new FormData(form)); dirty = false;
    }
  });

  /* Ctrl+S saves. */
  document.addEventListener('keydown', function (e) {
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 's') { e.preventDefault(); form.requestSubmit(form.querySelector('.savebar button[type="submit"]')); }
  });

  var merge = document.getElementById('merge');
  if (merge) merge.focus();
})();
